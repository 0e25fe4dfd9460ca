// A local Discord for tests of the bot: the server on a free port without rate limits, and people to act as.
import { HARBOUR, type LocalServer, type LocalServerOptions, startLocalServer } from 'local-discord';
import { People } from 'local-discord/testing';
import { INVITE_PERMISSIONS } from '../../src/discord/invite.ts';

export { HARBOUR };
export const TOKEN = 'test-token';

export interface Rig {
  readonly server: LocalServer;
  /** The REST base for DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly people: People;
  close(): Promise<void>;
}

export async function startRig(options: LocalServerOptions = {}): Promise<Rig> {
  const server = await startLocalServer({
    token: TOKEN,
    bot: { name: 'Barometer', permissions: INVITE_PERMISSIONS },
    rateLimits: false,
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
    },
  };
}
