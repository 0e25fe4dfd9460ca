// Creates the discord.js client and connects it, with errors that a person can act on.
import { createHash } from 'node:crypto';
import {
  Client,
  DiscordAPIError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  Options,
  Partials,
} from 'discord.js';
import { BarometerError, reasonOf } from '../errors.ts';
import type { Shards } from '../shards.ts';
import { onGatewayEnd, TokenRefusedError } from './gatewayEnd.ts';

class DiscordUnreachableError extends BarometerError {
  constructor(
    readonly address: string,
    cause: unknown,
  ) {
    super(
      `Discord at ${address} cannot be reached (${reasonOf(cause)}): check the network and DISCORD_API_URL.`,
      {
        cause,
      },
    );
  }
}

const DISCORD_API = 'https://discord.com/api';

/** Partials are on; without them direct messages, and edits and deletions of uncached messages, would be lost. */
export function createClient(apiUrl = DISCORD_API, shards: Shards = 'auto'): Client {
  return new Client({
    ...(shards === 'auto' ? { shards } : { shards: shards.ids, shardCount: shards.count }),
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      GatewayIntentBits.MessageContent,
    ],
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 50 }),
    rest: { api: apiUrl },
    failIfNotExists: false,
  });
}

/**
 * Logs in and waits until every server is known. Throws TokenRefusedError, DiscordUnreachableError, and the errors of
 * gatewayEnd.ts where Discord closes the gateway for good.
 */
export function connect(client: Client, token: string): Promise<Client<true>> {
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, resolve);
    onGatewayEnd(client, reject);
    client.login(token).catch((cause: unknown) => {
      reject(
        isRefusal(cause)
          ? new TokenRefusedError()
          : new DiscordUnreachableError(client.options.rest?.api ?? DISCORD_API, cause),
      );
    });
  });
}

function isRefusal(cause: unknown): boolean {
  if (cause instanceof DiscordAPIError) return cause.status === 401;
  return cause instanceof Error && 'code' in cause && cause.code === DiscordjsErrorCodes.TokenInvalid;
}

/** A nonce that is the same for the same key: Discord refuses a second post with it for a few minutes. ≤ 25 characters. */
export function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 25);
}
