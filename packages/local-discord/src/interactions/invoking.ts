// A person runs a command, uses a button or menu, or submits a modal. It is checked first; then the bot is told.
import {
  type APIApplicationCommand,
  ApplicationCommandType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { missingPermissions, unknownMessage } from '../apiError.ts';
import { allComponents } from '../bodies/componentTree.ts';
import type { RunCommand, SubmitModal, UseComponent } from '../control/protocol.ts';
import { demand, guildPermissions, permissionsIn } from '../permissions.ts';
import type { Channel } from '../world/entities.ts';
import { messagePayload } from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import { chosen } from './choosing.ts';
import { refused, sentOptions } from './commandOptions.ts';
import { ownersOf, ownersOfPost, type Owners } from './installs.ts';
import type { Answer, Interactions } from './interactions.ts';
import { sentFields } from './modalFields.ts';
import type { CommandRegistry } from './registry.ts';
import { Resolved } from './resolving.ts';

export interface Desk {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
}

type Begun = Promise<{ id: string; answer: Answer }>;

/** `focused` asks for autocomplete choices instead of running it. */
export function runCommand(
  { world, commands, interactions }: Desk,
  wish: RunCommand,
  focused?: string,
): Begun {
  const channel = world.channel(wish.channelId);
  demand(world, channel, wish.userId);
  const command = commands
    .usable(channel.guildId)
    .find(
      (one) => one.name === wish.name && (one.type === ApplicationCommandType.ChatInput) === !wish.targetId,
    );
  if (!command) throw refused(`There is no command "${wish.name}" here.`);
  const owners = mayRun(world, channel, wish.userId, command);
  const resolved = new Resolved(world, channel, wish.userId);
  const aim = wish.targetId === undefined ? {} : { target_id: aimedAt(command, wish.targetId, resolved) };
  const options =
    wish.targetId === undefined
      ? sentOptions(command.options ?? [], wish.subcommands ?? [], wish.options ?? {}, resolved, focused)
      : [];
  return interactions.begin({
    type:
      focused === undefined
        ? InteractionType.ApplicationCommand
        : InteractionType.ApplicationCommandAutocomplete,
    channel,
    userId: wish.userId,
    owners,
    command: { id: command.id, name: command.name },
    data: {
      id: command.id,
      name: command.name,
      type: command.type,
      ...aim,
      ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
      ...(options.length > 0 && { options }),
      ...resolved.payload,
    },
  });
}

/** Where a command may be used and by whom, as its registration says; who brought it there. */
function mayRun(world: World, channel: Channel, userId: string, command: APIApplicationCommand): Owners {
  const inServer = channel.guildId !== undefined;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- bots still register commands with it
  const direct = command.dm_permission !== false;
  const directAllowed = command.contexts?.includes(InteractionContextType.BotDM) ?? direct;
  const serverAllowed = command.contexts?.includes(InteractionContextType.Guild) ?? true;
  if (inServer ? !serverAllowed : !directAllowed)
    throw refused(`"${command.name}" cannot be used ${inServer ? 'in a server' : 'in direct messages'}.`);
  const owners = ownersOf(world, channel, userId, command.integration_types);
  if (Object.keys(owners).length === 0) throw refused(`"${command.name}" is not installed here.`);
  if (channel.guildId === undefined) return owners;
  const held = permissionsIn(world, channel, userId);
  if (!(held & P.UseApplicationCommands)) throw missingPermissions();
  const needed = command.default_member_permissions;
  if (needed == null || guildPermissions(world.guild(channel.guildId), userId) & P.Administrator)
    return owners;
  if (BigInt(needed) === 0n || (held & BigInt(needed)) !== BigInt(needed)) throw missingPermissions();
  return owners;
}

function aimedAt(command: APIApplicationCommand, targetId: string, resolved: Resolved): string {
  const found =
    command.type === ApplicationCommandType.User ? resolved.user(targetId) : resolved.message(targetId);
  if (!found) throw refused(`"${command.name}" cannot be aimed at ${targetId}.`);
  return targetId;
}

export function useComponent({ world, interactions }: Desk, wish: UseComponent): Begun {
  const channel = world.channel(wish.channelId);
  demand(world, channel, wish.userId);
  const post = world.post(channel.id, wish.messageId);
  if (post.onlyFor !== undefined && post.onlyFor !== wish.userId) throw unknownMessage();
  const used = allComponents(post.message.components ?? []).find((one) => one.custom_id === wish.customId);
  if (!used) throw refused(`The message has no component "${wish.customId}".`);
  if (used.disabled) throw refused(`"${wish.customId}" is disabled.`);
  const resolved = new Resolved(world, channel, wish.userId);
  const isButton = used.type === ComponentType.Button;
  return interactions.begin({
    type: InteractionType.MessageComponent,
    channel,
    userId: wish.userId,
    owners: ownersOfPost(world, post, channel, wish.userId),
    source: post,
    message: messagePayload(world, post, world.botId),
    data: {
      id: used.id,
      custom_id: wish.customId,
      component_type: used.type,
      ...(!isButton && { values: chosen(used, wish.values ?? [], resolved) }),
      ...resolved.payload,
    },
  });
}

export function submitModal({ world, interactions }: Desk, wish: SubmitModal): Begun {
  const channel = world.channel(wish.channelId);
  demand(world, channel, wish.userId);
  const { modal, pending } = interactions.modalOf(wish.interactionId, wish.userId);
  const resolved = new Resolved(world, channel, wish.userId);
  return interactions.begin({
    type: InteractionType.ModalSubmit,
    channel,
    userId: wish.userId,
    owners: pending.owners,
    ...(pending.command && { command: pending.command }),
    ...(pending.source && {
      source: pending.source,
      message: messagePayload(world, pending.source, world.botId),
    }),
    data: {
      custom_id: modal.custom_id,
      components: sentFields(modal.components, wish.fields, resolved),
      ...resolved.payload,
    },
  });
}
