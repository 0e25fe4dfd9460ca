// The control routes (packages/local-discord/README.md) that the rehearsal uses.
import { z } from 'zod';
import { BarometerError } from '../errors.ts';
import type { APIMessage } from 'discord-api-types/v10';
import type {
  Caption,
  Invocation,
  NewChannel,
  NewGuild,
  NewPersonMessage,
  NewUser,
  RunCommand,
  State,
  UseComponent,
} from 'local-discord';

/** The local server refused something that the rehearsal asked for, or the bot did not answer. */
export class RehearsalError extends BarometerError {
  constructor(
    /** The route, command or button. */
    readonly asked: string,
    readonly reason: string,
  ) {
    super(`The rehearsal stopped at ${asked}: ${reason.replace(/\.$/, '')}. Run npm run demo again.`);
  }
}

/** The first answer to a command or a button; `message`: what it shows, if it is there already. */
export interface Answer {
  readonly outcome: Invocation['outcome'];
  readonly interactionId: string;
  readonly message?: APIMessage | undefined;
}

export interface Control {
  state(): Promise<State>;
  newGuild(guild: NewGuild): Promise<string>;
  newUser(user: NewUser): Promise<string>;
  newChannel(channel: NewChannel): Promise<string>;
  /** Resolves with the message's id. */
  say(message: NewPersonMessage): Promise<string>;
  commandNames(guildId: string): Promise<string[]>;
  run(command: RunCommand): Promise<Answer>;
  press(button: UseComponent): Promise<Answer>;
  /** Null: nothing is told any more. */
  caption(caption: Caption | null): Promise<void>;
}

const made = z.object({ id: z.string() });
const refusal = z.object({ error: z.string() });
const answered = z.object({
  outcome: z.enum(['message', 'deferred', 'updated', 'modal', 'failed']),
  interactionId: z.string(),
  message: z.custom<APIMessage>().optional(),
});
const named = z.array(z.object({ name: z.string() }));

/** @param url of the local server, without a path */
export function createControl(url: string, signal: AbortSignal): Control {
  async function call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    route: string,
    body?: object,
  ): Promise<unknown> {
    const response = await fetch(`${url}/control/${route}`, {
      method,
      signal,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    const { data } = refusal.safeParse(answer);
    throw new RehearsalError(`${method} /control/${route}`, data?.error ?? `HTTP ${response.status}`);
  }
  const make = async (route: string, body: object) => made.parse(await call('POST', route, body)).id;

  return {
    state: async () => (await call('GET', 'state')) as State,
    newGuild: (guild) => make('guilds', guild),
    newUser: (user) => make('users', user),
    newChannel: (channel) => make('channels', channel),
    say: (message) => make('messages', message),
    commandNames: async (guildId) =>
      named.parse(await call('GET', `commands?guildId=${guildId}`)).map(({ name }) => name),
    run: async (command) => answered.parse(await call('POST', 'commands', command)),
    press: async (button) => answered.parse(await call('POST', 'components', button)),
    async caption(caption) {
      await (caption ? call('PUT', 'caption', caption) : call('DELETE', 'caption'));
    },
  };
}
