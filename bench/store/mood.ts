// The time of /mood on stores of different sizes, with the command's own calls. The stores take turns, so that a slow
// moment of the machine affects all of them.
import { figuresOf } from '../../src/figures/mood.ts';
import { before, DAY, QUARTER, quarterOf, type Window } from '../../src/mood/window.ts';
import type { Scope, Store } from '../../src/store/store.ts';
import { randomFrom } from '../spike/generator.ts';
import { END, GUILDS, PLACES } from './generator.ts';

export const KINDS = ['channel year', 'channel week', 'server year', 'server week'] as const;
type Kind = (typeof KINDS)[number];

/** Milliseconds of each question, by kind, in the order of the questions. */
export type Durations = Readonly<Record<Kind | 'all', number[]>>;

/** Asks every store `rounds` questions of each kind. Places and moments are random, and the same at each call. */
export async function askMood(stores: readonly Store[], rounds: number): Promise<Durations[]> {
  const random = randomFrom(99);
  const durations = stores.map(noDurations);
  for (let round = 0; round < rounds; round++) {
    for (const kind of KINDS) {
      const now = END - Math.floor(random() * 60 * DAY);
      await ask(stores, kind, scopeOf(kind, random()), now, durations);
    }
  }
  return durations;
}

const noDurations = (): Durations => ({
  'channel year': [],
  'channel week': [],
  'server year': [],
  'server week': [],
  all: [],
});

async function ask(
  stores: readonly Store[],
  kind: Kind,
  scope: Scope,
  now: number,
  durations: readonly Durations[],
): Promise<void> {
  const window = windowOf(kind.endsWith('year') ? 365 : 7, now);
  const period = { kind: 'window', window, previous: before(window) } as const;
  for (const [index, store] of stores.entries()) {
    const start = performance.now();
    await figuresOf(store, scope, period, null, now);
    const duration = performance.now() - start;
    durations[index]?.[kind].push(duration);
    durations[index]?.all.push(duration);
  }
}

function windowOf(days: number, now: number): Window {
  const to = quarterOf(now) + QUARTER;
  return { from: to - days * DAY, to };
}

function scopeOf(kind: Kind, share: number): Scope {
  const guildId = GUILDS[Math.floor(share * GUILDS.length)];
  const place = PLACES[Math.floor(share * PLACES.length)];
  if (!guildId || !place) throw new RangeError('No such place.');
  return kind.startsWith('channel') ? place.scope : { guildId, channelId: null };
}
