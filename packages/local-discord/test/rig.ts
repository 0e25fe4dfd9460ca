// The rig of end-to-end tests: the local server on a free port, people to act as, and a real discord.js client.
import { Client, Events, GatewayIntentBits as Intent, Partials } from 'discord.js';
import { afterAll, beforeAll } from 'vitest';
import { HARBOUR, type LocalServer, type LocalServerOptions, startLocalServer } from '../src/index.ts';
import { createRequestCheck, readDescription } from '../src/testing/description.ts';
import { People } from '../src/testing/index.ts';

export const TOKEN = 'test-token';
/** Undefined where the file is not beside this checkout. */
export const description = readDescription(
  new URL('../../../../shared/data/discord-openapi.json', import.meta.url),
);
export { HARBOUR };

export interface Rig {
  readonly server: LocalServer;
  /** The REST base for `new Client({rest: {api}})` and DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly people: People;
  /** A logged-in discord.js client that is ready; closed with the rig. */
  login(intents?: number[], options?: { shards?: number }): Promise<Client<true>>;
  /** Rejects where the server took a request that does not fit Discord's description. */
  close(): Promise<void>;
}

export async function startRig(options: LocalServerOptions = {}): Promise<Rig> {
  const requests = createRequestCheck(description);
  const server = await startLocalServer({
    token: TOKEN,
    rateLimits: false,
    // Tests of refusals send what is wrong.
    onRequest: (request) => {
      if (request.status < 400) requests.onRequest(request);
    },
    ...options,
  });
  const people = new People(server.url);
  const clients: Client[] = [];
  return {
    server,
    apiUrl: server.apiUrl,
    people,
    login: async (intents = ALL_INTENTS) => {
      const client = makeClient(server.apiUrl, intents);
      clients.push(client);
      const ready = new Promise<Client<true>>((resolve, reject) => {
        client.once(Events.ClientReady, resolve);
        client.once(Events.Error, reject);
      });
      await client.login(TOKEN);
      return ready;
    },
    close: async () => {
      people.close();
      await Promise.all(clients.map((client) => client.destroy()));
      await server.close();
      requests.check();
    },
  };
}

/** Of the running file, where `useRig` was called. */
export let rig: Rig;
export let client: Client<true>;

/** A rig with a client that is logged in, for all tests of a file. */
export function useRig(): void {
  beforeAll(async () => {
    rig = await startRig();
    client = await rig.login();
  });
  afterAll(() => rig.close());
}

const ALL_INTENTS = [
  Intent.Guilds,
  Intent.GuildMembers,
  Intent.GuildMessages,
  Intent.GuildMessageReactions,
  Intent.GuildMessageTyping,
  Intent.DirectMessages,
  Intent.DirectMessageReactions,
  Intent.DirectMessageTyping,
  Intent.MessageContent,
];

export const makeClient = (api: string, intents: number[] = ALL_INTENTS) =>
  new Client({
    intents,
    partials: [Partials.Channel, Partials.Message, Partials.Reaction],
    rest: { api },
  });

/** The next event of a discord.js client that matches, as its first argument. */
export function nextEvent<T>(
  client: Client,
  event: string,
  matches: (value: T) => boolean = () => true,
): Promise<T> {
  return new Promise((resolve) => {
    const look = (value: T) => {
      if (!matches(value)) return;
      client.off(event, look);
      resolve(value);
    };
    client.on(event, look);
  });
}
