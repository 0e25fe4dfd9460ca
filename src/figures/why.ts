// Why the mood turned: what people talk about since it began and did not talk about before.
import { causeOf, causesIn, type Announced, type Cause } from '../mood/cause.ts';
import { DAY, HOUR, type Window } from '../mood/window.ts';
import type { CitedMessage } from '../report/citing.ts';
import type { Incident, Store, StoredMessage } from '../store/store.ts';
import { windowOf } from './incidents.ts';
import { usesOf } from './uses.ts';

export interface WhyFacts extends Cause<CitedMessage> {
  /** Messages since it began, without those whose verdict was corrected, and before, that still have their words. */
  readonly now: number;
  readonly before: number;
}

/** Of all channels together. */
const MOST_NOW = 300;
const MOST_BEFORE = 600;
/** A channel that said less the day before is compared with the whole server. */
const LEAST_BEFORE = 100;
/** An event this long before the mood turned may be its cause. */
const EVENT_BEFORE = 3 * HOUR;

/**
 * About one incident, or those that share a message. `names`: words that name people, in lower case; they are no cause.
 * For the eyes of those who see all its channels.
 */
export async function whyFacts(
  store: Pick<Store, 'messages' | 'events'>,
  incidents: readonly [Incident, ...Incident[]],
  names: ReadonlySet<string>,
): Promise<WhyFacts> {
  const now = await saidIn(store, incidents);
  const before = await saidBefore(store, incidents);
  const cause = causeOf({
    now: now.toReversed(),
    before: await usesOf(before, names, causesIn),
    names,
    event: await eventBefore(store, incidents),
  });
  return {
    ...cause,
    words: cause.words.map((word) => ({ ...word, cited: citedOf(word.cited) })),
    about: cause.about && { ...cause.about, cites: cause.about.cites.map(citedOf) },
    now: now.length,
    before: before.length,
  };
}

type Incidents = readonly [Incident, ...Incident[]];

/** Newest first, those that may be quoted: a verdict that was corrected says nothing of why the mood turned. */
async function saidIn({ messages }: Pick<Store, 'messages'>, incidents: Incidents): Promise<StoredMessage[]> {
  const most = Math.ceil(MOST_NOW / incidents.length);
  const found = await Promise.all(
    incidents.map((incident) => messages.recent(scopeOf(incident), most, { window: windowOf(incident) })),
  );
  return found
    .flat()
    .filter((message) => hasWords(message) && message.corrected === null)
    .toSorted(newestFirst);
}

async function saidBefore(
  { messages }: Pick<Store, 'messages'>,
  incidents: Incidents,
): Promise<StoredMessage[]> {
  const [{ guildId }] = incidents;
  const most = Math.ceil(MOST_BEFORE / incidents.length);
  const found = await Promise.all(
    incidents.map((incident) => messages.recent(scopeOf(incident), most, { window: dayBefore(incident) })),
  );
  const own = found.flat().filter(hasWords);
  if (own.length >= LEAST_BEFORE) return own.toSorted(newestFirst);
  const first = Math.min(...incidents.map((incident) => windowOf(incident).from));
  const window = { from: first - DAY, to: first };
  return (await messages.recent({ guildId, channelId: null }, MOST_BEFORE, { window })).filter(hasWords);
}

async function eventBefore(
  { events }: Pick<Store, 'events'>,
  incidents: Incidents,
): Promise<Announced | null> {
  const from = Math.min(...incidents.map((incident) => windowOf(incident).from));
  const [newest] = await events.list(incidents[0].guildId, { from: from - EVENT_BEFORE, to: from + 1 }, 1);
  return newest ? { text: newest.text, at: newest.at } : null;
}

const scopeOf = ({ guildId, channelId }: Incident) => ({ guildId, channelId });
const hasWords = ({ content }: StoredMessage) => content !== null;
const newestFirst = (a: StoredMessage, b: StoredMessage) => b.createdAt - a.createdAt;

function dayBefore(incident: Incident): Window {
  const { from } = windowOf(incident);
  return { from: from - DAY, to: from };
}

function citedOf({ guildId, channelId, id, content }: StoredMessage): CitedMessage {
  return { guildId, channelId, id, text: content };
}
