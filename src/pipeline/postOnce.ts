// Posting exactly once, also where the program ends between the claim and the post.
import { createHash } from 'node:crypto';
import type { GuildTextBasedChannel, Message, TextBasedChannel } from 'discord.js';
import type { Clock } from '../clock.ts';
import { nonceOf } from '../discord/client.ts';
import { messageId, newestOf, snowflakeAt, type MessageId } from '../ids.ts';
import { MINUTE } from '../mood/window.ts';
import type { ClaimStore } from '../store/store.ts';

/** Discord remembers a nonce for a few minutes: an open claim younger than this is simply sent again. */
const NONCE_MEMORY = 2 * MINUTE;

/** Our clock and Discord's may differ by this. */
const SKEW = MINUTE;

export interface Post {
  /** Names the post; the nonce follows from it. */
  readonly key: string;
  send(nonce: string): Promise<Message>;
  /** Looks the post up in its channel, for claims too old for the nonce to help. `since`: when it was claimed. */
  find(since: number): Promise<Message | null>;
}

/** The id of the post, whichever run sent it. */
export async function postOnce(claims: ClaimStore, clock: Clock, post: Post): Promise<MessageId | null> {
  const { claim, fresh } = await claims.take(post.key, clock.now());
  if (claim.settled) return claim.messageId;
  const age = clock.now() - claim.claimedAt;
  // A claim from the future has no known age: the clock was set back.
  const isOld = !fresh && (age < 0 || age > NONCE_MEMORY);
  const message = (isOld ? await post.find(claim.claimedAt) : null) ?? (await post.send(nonceOf(post.key)));
  const posted = messageId.parse(message.id);
  await claims.settle(post.key, posted);
  return posted;
}

/** Crockford's alphabet: no letter or figure looks like another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Four letters and figures by which people name a post ("7K3F") and `ownPost` finds it again. */
export function shortId(key: string): string {
  const hash = createHash('sha256').update(key).digest();
  return [...hash.subarray(0, 4)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** The bot's own post since then that has the key in its footer, or at its end where it may show no embed. */
export function ownPost(channel: GuildTextBasedChannel, key: string, since: number): Promise<Message | null> {
  return ownMessage(
    channel,
    since,
    ({ content, embeds }) =>
      embeds.some(({ footer }) => footer?.text.includes(key)) || footerIn(content).includes(key),
  );
}

/** The small print at the end of a post without embeds. */
const footerIn = (content: string) => /\n-# (.*)$/.exec(content)?.[1] ?? '';

const PAGE = 100;
const MOST_PAGES = 10;

/** The bot's own message that `is` the one: among the newest, else among those that came since (ms since 1970). */
export async function ownMessage(
  channel: TextBasedChannel,
  since: number,
  is: (message: Message) => boolean,
): Promise<Message | null> {
  const isOurs = (message: Message) => message.author.id === channel.client.user.id && is(message);
  const newest = await channel.messages.fetch({ limit: PAGE });
  const found = newest.find(isOurs);
  if (found || newest.size < PAGE) return found ?? null;
  let after = snowflakeAt(since - SKEW);
  for (let n = 0; n < MOST_PAGES; n += 1) {
    const page = await channel.messages.fetch({ after, limit: PAGE });
    const one = page.find(isOurs);
    if (one || page.size < PAGE) return one ?? null;
    after = newestOf([after, ...page.keys()]) ?? after;
  }
  return null;
}
