// The control routes (packages/local-discord/README.md) that the rehearsal uses.
import { z } from 'zod';
import { BarometerError } from '../errors.ts';
import type {
  Invocation,
  NewChannel,
  NewGuild,
  NewPersonMessage,
  NewUser,
  RunCommand,
  State,
} from 'local-discord';

/** The local server refused something that the rehearsal asked for. */
export class RehearsalError extends BarometerError {
  constructor(
    readonly route: string,
    readonly reason: string,
  ) {
    super(
      `The rehearsal could not go on: ${route} says "${reason}". Start with an empty DATA_DIR to rehearse afresh.`,
    );
  }
}

export interface Control {
  state(): Promise<State>;
  newGuild(guild: NewGuild): Promise<string>;
  newUser(user: NewUser): Promise<string>;
  newChannel(channel: NewChannel): Promise<string>;
  /** Resolves with the message's id. */
  say(message: NewPersonMessage): Promise<string>;
  commandNames(guildId: string): Promise<string[]>;
  run(command: RunCommand): Promise<Invocation['outcome']>;
}

const made = z.object({ id: z.string() });
const refusal = z.object({ error: z.string() });
const outcome = z.object({ outcome: z.enum(['message', 'deferred', 'updated', 'modal', 'failed']) });
const named = z.array(z.object({ name: z.string() }));

/** @param url of the local server, without a path */
export function createControl(url: string, signal: AbortSignal): Control {
  async function call(method: 'GET' | 'POST', route: string, body?: object): Promise<unknown> {
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
    run: async (command) => outcome.parse(await call('POST', 'commands', command)).outcome,
  };
}
