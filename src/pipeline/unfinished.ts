// After a start or a lost session: the answers that were claimed and not given.
import type { Client } from 'discord.js';
import { orNull } from '../discord/gone.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { ClaimStore } from '../store/store.ts';
import { eachOf } from './each.ts';
import { repliesTo } from './replies/claims.ts';
import type { Replies } from './replies.ts';
import { isAnswerable } from './replyTarget.ts';

interface Resuming {
  readonly claims: ClaimStore;
  readonly replies: Pick<Replies, 'resume' | 'removed'>;
  readonly log: Log;
}

/** Takes up every open claim of the servers that this process serves. Throws StoreUnavailableError: to be called again. */
export async function resumeReplies(client: Client<true>, { claims, replies, log }: Resuming): Promise<void> {
  const resume = async ({ key }: { readonly key: string }) => {
    const place = repliesTo(key);
    if (!place || !isHere(client, place.guildId)) return;
    const channel = await orNull(client.channels.fetch(place.channelId));
    const where = channel?.isTextBased() ? channel : null;
    const message = where && (await orNull(where.messages.fetch(place.messageId)));
    // Who deleted the question takes its answer away too, however much of it stands.
    if (where && !message) await replies.removed(where, [place.messageId]);
    await replies.resume(key, message && isAnswerable(message) ? message : null);
  };
  await eachOf(await claims.unsettled(), resume, (error, { key }) =>
    log.warn({ claim: key, reason: reasonOf(error) }, 'an unfinished answer is tried again'),
  );
}

/** Other processes serve the other servers. Direct messages come to shard 0. */
function isHere(client: Client<true>, guild: string | null): boolean {
  return guild === null ? client.ws.shards.has(0) : client.guilds.cache.has(guild);
}
