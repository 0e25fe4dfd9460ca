// The commands that the bot registered, for all servers and for single ones.
import {
  type APIApplicationCommand,
  ApplicationCommandType,
  ApplicationIntegrationType as Install,
} from 'discord-api-types/v10';
import { invalidForm, unknownCommand } from '../apiError.ts';
import { check } from '../bodies/check.ts';
import { type CommandBody, commandSchemaFor } from '../bodies/command.ts';
import type { World } from '../world/world.ts';

/** How many commands of each kind Discord accepts. */
const CEILINGS = [
  { type: ApplicationCommandType.ChatInput, most: 100 },
  { type: ApplicationCommandType.User, most: 15 },
  { type: ApplicationCommandType.Message, most: 15 },
] as const;

/** How the application can be installed: what a command gets that does not say it. */
export const INSTALLS = [Install.GuildInstall, Install.UserInstall];

export class CommandRegistry {
  readonly #world: World;
  #all: APIApplicationCommand[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Of one server, or the global ones. */
  list(guildId?: string): APIApplicationCommand[] {
    return this.#all.filter((command) => command.guild_id === guildId);
  }

  /** What a person can run there. A server's own command hides a global one of the same name. */
  usable(guildId?: string): APIApplicationCommand[] {
    const own = guildId === undefined ? [] : this.list(guildId);
    const hidden = new Set(own.map(({ type, name }) => `${type} ${name}`));
    return [...own, ...this.list().filter(({ type, name }) => !hidden.has(`${type} ${name}`))];
  }

  get(guildId: string | undefined, id: string): APIApplicationCommand {
    const command = this.list(guildId).find((one) => one.id === id);
    if (!command) throw unknownCommand();
    return command;
  }

  /** Replaces all of them; a command that stays keeps its id. */
  overwrite(guildId: string | undefined, bodies: unknown): APIApplicationCommand[] {
    if (!Array.isArray(bodies))
      throw invalidForm([], 'BASE_TYPE_BAD_TYPE', 'Only iterables may be used in a ListType');
    const made = bodies.map((body: unknown, n) => this.#made(guildId, body, [n]));
    const names = made.map(({ type, name }) => `${type} ${name}`);
    const twice = names.findIndex((name, n) => names.indexOf(name) < n);
    if (twice >= 0)
      throw invalidForm(
        [twice],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    for (const { type, most } of CEILINGS)
      if (made.filter((command) => command.type === type).length > most)
        throw invalidForm(
          [],
          'APPLICATION_COMMAND_TOO_MANY',
          'Maximum number of application commands reached',
        );
    this.#set([...this.#all.filter((command) => command.guild_id !== guildId), ...made]);
    return made;
  }

  upsert(guildId: string | undefined, body: unknown): { command: APIApplicationCommand; isNew: boolean } {
    const command = this.#made(guildId, body);
    const others = this.#all.filter(({ id }) => id !== command.id);
    const isNew = others.length === this.#all.length;
    this.#set([...others, command]);
    return { command, isNew };
  }

  edit(guildId: string | undefined, id: string, change: object): APIApplicationCommand {
    const { name, type } = this.get(guildId, id);
    const merged = { ...this.get(guildId, id), ...change, type };
    const command = { ...this.#made(guildId, merged), id };
    if (command.name !== name && this.#twin(guildId, command))
      throw invalidForm(
        ['name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    this.#set([...this.#all.filter((one) => one.id !== id), command]);
    return command;
  }

  remove(guildId: string | undefined, id: string): void {
    const command = this.get(guildId, id);
    this.#set(this.#all.filter((one) => one !== command));
  }

  everything(): readonly APIApplicationCommand[] {
    return this.#all;
  }

  restore(commands: readonly APIApplicationCommand[]): void {
    this.#all = [...commands];
  }

  #set(all: APIApplicationCommand[]): void {
    this.#all = all;
    this.#world.emit({ type: 'commands' });
  }

  #twin(guildId: string | undefined, { type, name }: { type: ApplicationCommandType; name: string }) {
    return this.list(guildId).find((one) => one.type === type && one.name === name);
  }

  #made(guildId: string | undefined, unchecked: unknown, at: number[] = []): APIApplicationCommand {
    const body: CommandBody = check(commandSchemaFor(unchecked), unchecked, at);
    return {
      ...body,
      id: this.#twin(guildId, body)?.id ?? this.#world.ids.next(),
      application_id: this.#world.botId,
      version: this.#world.ids.next(),
      description: body.description ?? '',
      default_member_permissions: body.default_member_permissions ?? null,
      nsfw: body.nsfw ?? false,
      ...(guildId === undefined
        ? {
            dm_permission: body.dm_permission ?? true,
            contexts: body.contexts ?? null,
            integration_types: body.integration_types ?? INSTALLS,
          }
        : { guild_id: guildId }),
    } as unknown as APIApplicationCommand;
  }
}
