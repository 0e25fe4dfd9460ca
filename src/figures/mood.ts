// The figures behind an answer about mood: read from buckets for a window of time, from messages for "the last n messages".
import type { ChannelId, GuildId, UserId } from '../ids.ts';
import { addCounts, countsOf, NO_COUNTS, type Counts } from '../mood/counts.ts';
import type { Window } from '../mood/window.ts';
import type { Scope, Store, StoredMessage } from '../store/store.ts';
import type { Period, WindowPeriod } from '../periods/period.ts';

export interface Figures {
  readonly counts: Counts;
  /** Counts of the period before, which has the same length. */
  readonly before: Counts;
  /** Distinct authors; estimated for a window of time. */
  readonly authors: number;
  /** What the counts cover; null where there is no message. */
  readonly window: Window | null;
}

/** Reads the store; `authorId` narrows it to one person. */
export async function figuresOf(
  store: Pick<Store, 'messages' | 'buckets'>,
  scope: Scope,
  period: Period,
  authorId: UserId | null,
): Promise<Figures> {
  if (period.kind === 'messages') return ofMessages(store, scope, period.count, authorId);
  const { window, previous } = period;
  const countsIn = (part: Window) =>
    authorId === null
      ? store.buckets.counts(scope, part)
      : store.messages.countsOfAuthor(scope, authorId, part);
  const [counts, before, authors] = await Promise.all([
    countsIn(window),
    countsIn(previous),
    authorId === null ? store.buckets.authors(scope, window) : 1,
  ]);
  return { counts, before, authors, window };
}

/** The counts of some channels of a server, summed: in the period, and in the one before. */
export async function countsOfChannels(
  { buckets }: Pick<Store, 'buckets'>,
  guildId: GuildId,
  { window, previous }: Pick<WindowPeriod, 'window' | 'previous'>,
  isCounted: (channelId: ChannelId) => boolean,
): Promise<Pick<Figures, 'counts' | 'before'>> {
  const sumIn = async (part: Window) => {
    const channels = await buckets.byChannel(guildId, part);
    return channels
      .filter(({ channelId }) => isCounted(channelId))
      .reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS);
  };
  const [counts, before] = await Promise.all([sumIn(window), sumIn(previous)]);
  return { counts, before };
}

async function ofMessages(
  store: Pick<Store, 'messages'>,
  scope: Scope,
  count: number,
  authorId: UserId | null,
): Promise<Figures> {
  const messages = await store.messages.recent(scope, 2 * count, authorId === null ? {} : { authorId });
  const asked = messages.slice(0, count);
  const newest = asked[0];
  const oldest = asked.at(-1);
  return {
    counts: sum(asked),
    before: sum(messages.slice(count)),
    authors: new Set(asked.map((message) => message.authorId)).size,
    window: newest && oldest ? { from: oldest.createdAt, to: newest.createdAt } : null,
  };
}

function sum(messages: readonly StoredMessage[]): Counts {
  return messages.reduce(
    (counts, { verdict }) => (verdict ? addCounts(counts, countsOf(verdict)) : counts),
    NO_COUNTS,
  );
}
