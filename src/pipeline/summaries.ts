// The facts of a window of a server, gathered from the store.
import type { ChannelId, GuildId } from '../ids.ts';
import { addCounts, countsOfAll, NO_COUNTS, type Counts } from '../mood/counts.ts';
import { summaryFacts, type SummaryFacts, type Typical } from '../mood/summary.ts';
import { bareText, termsOf } from '../mood/terms.ts';
import { typicalOf, untroubled, type Trouble } from '../mood/typical.ts';
import { before, DAY, HOUR, QUARTER, type Window } from '../mood/window.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import type { Audience } from '../figures/talk.ts';
import { hotWordsOf } from '../figures/hotWords.ts';
import { incidentsIn, toldOf, troublesOf } from '../figures/incidents.ts';
import { waitingIn } from '../figures/mood.ts';

/** The same hours of this many days before. */
const OTHER_DAYS = 7;
/** A window that does not fit the quarter-hours is counted message by message, up to this many. */
const MOST_COUNTED = 20_000;
/** The newest messages of the window, among which the typical ones are found. */
const MOST_READ = 300;
const MOST_TYPICAL = 3;
const QUOTABLE_WORDS = 2;
const MOST_WORDS = 8;

export async function gatherSummary(
  store: Store,
  guildId: GuildId,
  window: Window,
  late: boolean,
  { isReadable, names }: Audience,
): Promise<SummaryFacts> {
  const server = { guildId, channelId: null };
  const [now, earlier, authors, otherDays, recent, words, waiting, touching] = await Promise.all([
    countsByChannel(store, guildId, window),
    countsByChannel(store, guildId, before(window)),
    store.buckets.authors(server, window),
    sameHours(store, guildId, window),
    store.messages.recent(server, MOST_READ, { window }),
    hotWordsOf(store, { guildId, window, isReadable, names, most: MOST_WORDS }),
    waitingIn(store, guildId, window),
    incidentsIn(store, guildId, window),
  ]);
  const named = [...now].filter(([channelId]) => isReadable(channelId));
  const channels = named.map(([channelId, counts]) => ({
    channelId,
    counts,
    before: earlier.get(channelId) ?? NO_COUNTS,
  }));
  return summaryFacts({
    window,
    counts: [...now.values()].reduce(addCounts, NO_COUNTS),
    before: [...earlier.values()].reduce(addCounts, NO_COUNTS),
    ...(otherDays && { otherDays }),
    channels,
    authors,
    typical: typicalAmong(recent, troublesOf(touching), window, isReadable),
    words,
    waiting,
    incidents: toldOf(touching, (id) => (isReadable(id) ? 'named' : 'unnamed')),
    late,
  });
}

function typicalAmong(
  recent: readonly StoredMessage[],
  troubles: readonly Trouble[],
  window: Window,
  isReadable: Audience['isReadable'],
): Typical {
  const said = new Set<string>();
  const judged = recent.flatMap(({ verdict, ...message }) => (verdict ? [{ ...message, verdict }] : []));
  const quotable = judged.filter(({ channelId, content, corrected }) => {
    if (content === null || corrected !== null || !isReadable(channelId)) return false;
    const text = bareText(content);
    // A single word is not quoted, and a text that many people paste is quoted once.
    if (termsOf(text).length < QUOTABLE_WORDS || said.has(text)) return false;
    said.add(text);
    return true;
  });
  const side = (messages: typeof quotable, label: 'positive' | 'negative') =>
    typicalOf(messages, label, MOST_TYPICAL, judged).map(({ id, channelId }) => ({ channelId, id }));
  const positive = side(untroubled(quotable, troubles, window), 'positive');
  return { positive, negative: side(quotable, 'negative') };
}

async function countsByChannel(
  store: Store,
  guildId: GuildId,
  window: Window,
): Promise<Map<ChannelId, Counts>> {
  if (window.from % QUARTER === 0 && window.to % QUARTER === 0) {
    const rows = await store.buckets.byChannel(guildId, window);
    return new Map(rows.map(({ channelId, counts }) => [channelId, counts]));
  }
  const messages = await store.messages.recent({ guildId, channelId: null }, MOST_COUNTED, { window });
  const judge = store.messages.judge?.();
  const sums = new Map<ChannelId, Counts>();
  for (const message of messages) {
    const { channelId } = message;
    sums.set(channelId, addCounts(sums.get(channelId) ?? NO_COUNTS, countsOfAll([message], judge)));
  }
  return sums;
}

/** Null where the window is too short or too long to speak of "the same hours". */
async function sameHours(store: Store, guildId: GuildId, { from, to }: Window) {
  if (to - from < HOUR || to - from >= DAY) return null;
  const days = Array.from({ length: OTHER_DAYS }, (_, index) => (index + 1) * DAY);
  const server = { guildId, channelId: null };
  const sums = await Promise.all(
    days.map((ago) => store.buckets.counts(server, { from: from - ago, to: to - ago })),
  );
  return { counts: sums.reduce(addCounts, NO_COUNTS), hours: (OTHER_DAYS * (to - from)) / HOUR };
}
