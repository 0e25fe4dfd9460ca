// Answers that were begun and not finished before a start or a lost session.
import { DiscordAPIError, type Client } from 'discord.js';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { ClaimStore } from '../store/store.ts';
import { eachOf } from './each.ts';
import { repliesTo, type Replies } from './replies.ts';
import { isAnswerable, type Answerable } from './replyTarget.ts';

interface Resuming {
  readonly claims: ClaimStore;
  readonly replies: Pick<Replies, 'resume'>;
  readonly log: Log;
}

/** Takes up every open claim of the servers that this process serves. Throws StoreUnavailableError: to be called again. */
export async function resumeReplies(client: Client<true>, { claims, replies, log }: Resuming): Promise<void> {
  const resume = async ({ key }: { readonly key: string }) => {
    const place = repliesTo(key);
    if (!place || !isHere(client, place.guildId)) return;
    await replies.resume(key, await questionAt(client, place));
  };
  await eachOf(await claims.unsettled(), resume, (error, { key }) =>
    log.warn({ claim: key, reason: reasonOf(error) }, 'an unfinished answer is tried again'),
  );
}

/** Other processes serve the other servers. Direct messages come to shard 0. */
function isHere(client: Client<true>, guild: string | null): boolean {
  return guild === null ? client.ws.shards.has(0) : client.guilds.cache.has(guild);
}

/** Null where Discord says that it is gone or hidden; throws where Discord does not say. */
async function questionAt(
  client: Client<true>,
  { channelId, messageId }: { channelId: string; messageId: string },
): Promise<Answerable | null> {
  try {
    const channel = await client.channels.fetch(channelId);
    const message = channel?.isTextBased() ? await channel.messages.fetch(messageId) : null;
    return message && isAnswerable(message) ? message : null;
  } catch (error) {
    if (error instanceof DiscordAPIError) return null;
    throw error;
  }
}
