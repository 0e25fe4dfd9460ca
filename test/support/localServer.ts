// A local Discord for tests of the bot: the server on a free port without rate limits, and people to act as.
import { HARBOUR, type LocalServer, type LocalServerOptions, startLocalServer } from 'local-discord';
import { People } from 'local-discord/testing';
import { createRequestCheck, readDescription } from 'local-discord/testing/description';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';

export { HARBOUR };
export const TOKEN = 'test-token';
const description = readDescription(new URL('../../../shared/data/discord-openapi.json', import.meta.url));

export interface Rig {
  readonly server: LocalServer;
  /** The REST base for DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly people: People;
  /** Rejects where the bot sent a request that does not fit Discord's description. */
  close(): Promise<void>;
}

export async function startRig(options: LocalServerOptions = {}): Promise<Rig> {
  const requests = createRequestCheck(description);
  const server = await startLocalServer({
    token: TOKEN,
    bot: { name: 'Barometer', permissions: INVITE_PERMISSIONS },
    rateLimits: false,
    onRequest: requests.onRequest,
    ...options,
  });
  const people = new People(server.url);
  return {
    server,
    apiUrl: server.apiUrl,
    people,
    close: async () => {
      people.close();
      await server.close();
      requests.check();
    },
  };
}
