// The figures behind every answer about mood: read from buckets for a span of time, from messages for "the last n messages".
import type { ChannelId, GuildId, UserId } from '../ids.ts';
import { addCounts, countsOfAll, NO_COUNTS, type Counts } from '../mood/counts.ts';
import type { Change } from '../mood/mood.ts';
import { comparisonOf, covered, hoursIn, type Span } from '../mood/span.ts';
import type { Window } from '../mood/window.ts';
import type { Scope, Store, StoredMessage } from '../store/store.ts';
import type { Period } from '../periods/period.ts';

export interface Figures {
  readonly counts: Counts;
  /** Of the period before, which is of the same length. */
  readonly before: Counts;
  /** From the period before; null where one of both has too few messages to say. */
  readonly change: Change | null;
  /** Distinct authors; estimated for a window of time. */
  readonly authors: number;
  /** What the counts cover, up to now; null where there is no message. */
  readonly window: Window | null;
  /** Messages of that time that are not judged yet: they are not among the counts. */
  readonly waiting: number;
}

type Sources = Pick<Store, 'messages' | 'buckets'>;

/** Reads the store; `authorId` narrows it to one person. `now`: milliseconds since 1970. */
export async function figuresOf(
  store: Sources,
  scope: Scope,
  period: Period,
  authorId: UserId | null,
  now: number,
): Promise<Figures> {
  if (period.kind === 'messages') return ofMessages(store, scope, period.count, authorId);
  const countsIn = (part: Window) =>
    authorId === null
      ? store.buckets.counts(scope, part)
      : store.messages.countsOfAuthor(scope, authorId, part);
  const [counts, before, authors, waiting] = await Promise.all([
    countsIn(period.window),
    countsIn(period.previous),
    authorId === null ? store.buckets.authors(scope, period.window) : 1,
    waitingIn(store, scope.guildId, period.window, isIn(scope), authorId),
  ]);
  return { counts, authors, waiting, ...compared(counts, before, period, now) };
}

/** The same of some channels of a server together, without authors. */
export async function figuresOfChannels(
  store: Sources,
  guildId: GuildId,
  span: Span,
  isCounted: (channelId: ChannelId) => boolean,
  now: number,
): Promise<Omit<Figures, 'authors'>> {
  const sumIn = async (part: Window) => {
    const channels = await store.buckets.byChannel(guildId, part);
    return channels
      .filter(({ channelId }) => isCounted(channelId))
      .reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS);
  };
  const [counts, before, waiting] = await Promise.all([
    sumIn(span.window),
    sumIn(span.previous),
    waitingIn(store, guildId, span.window, isCounted, null),
  ]);
  return { counts, waiting, ...compared(counts, before, span, now) };
}

/** How many messages of some channels, written in a window, are not judged yet. */
export async function waitingIn(
  { messages }: Pick<Store, 'messages'>,
  guildId: GuildId,
  window: Window,
  isCounted: (channelId: ChannelId) => boolean = () => true,
  authorId: UserId | null = null,
): Promise<number> {
  const waiting = await messages.waiting(guildId, window, authorId ?? undefined);
  return waiting.filter(({ channelId }) => isCounted(channelId)).reduce((sum, { total }) => sum + total, 0);
}

const isIn = (scope: Scope) => (channelId: ChannelId) =>
  scope.channelId === null || scope.channelId === channelId;

function compared(counts: Counts, before: Counts, { window, previous }: Span, now: number) {
  const shown = covered(window, now);
  const change = comparisonOf(
    { counts, hours: hoursIn(shown) },
    { counts: before, hours: hoursIn(previous) },
  );
  return { before, window: shown, change };
}

async function ofMessages(
  store: Pick<Store, 'messages'>,
  scope: Scope,
  count: number,
  authorId: UserId | null,
): Promise<Figures> {
  const messages = await store.messages.recent(scope, 2 * count, authorId === null ? {} : { authorId });
  const [asked, earlier] = [messages.slice(0, count), messages.slice(count)];
  const window = windowOf(asked);
  const since = { from: window?.from ?? 0, to: Number.MAX_SAFE_INTEGER };
  const judge = store.messages.judge?.();
  // How hostile or sad one person is, nobody counts.
  const countsIn = (some: readonly StoredMessage[]) =>
    countsOfAll(authorId === null ? some : some.map(withoutKind), judge);
  const [counts, before] = [countsIn(asked), countsIn(earlier)];
  return {
    counts,
    before,
    change: comparisonOf(countedIn(asked, counts), countedIn(earlier, before)),
    authors: new Set(asked.map((message) => message.authorId)).size,
    window,
    waiting: await waitingIn(store, scope.guildId, since, isIn(scope), authorId),
  };
}

function withoutKind({ verdict }: StoredMessage) {
  return { verdict: verdict && { label: verdict.label, uncertain: verdict.uncertain } };
}

/** From the oldest to the newest of messages that are sorted newest first. */
function windowOf(messages: readonly StoredMessage[]): Window | null {
  const [newest, oldest] = [messages[0], messages.at(-1)];
  return newest && oldest ? { from: oldest.createdAt, to: newest.createdAt } : null;
}

function countedIn(messages: readonly StoredMessage[], counts: Counts) {
  const window = windowOf(messages);
  return { counts, hours: window ? hoursIn(window) : 0 };
}
