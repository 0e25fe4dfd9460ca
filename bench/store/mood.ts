// What /mood costs on stores of different sizes: the same calls as the command's, one store after the other, so that a slow moment of the machine hits all alike.
import { figuresOf } from '../../src/commands/mood/figures.ts';
import { before, DAY, QUARTER, quarterOf, type Window } from '../../src/mood/window.ts';
import type { Scope, Store } from '../../src/store/store.ts';
import { randomFrom } from '../spike/generator.ts';
import { END, GUILDS, PLACES } from './generator.ts';

export const KINDS = ['channel week', 'channel year', 'server week', 'server year'] as const;
type Kind = (typeof KINDS)[number];

/** Milliseconds of each question, by kind. */
export type Durations = Readonly<Record<Kind, number[]>>;

/** Asks every store `rounds` times a kind. */
export async function askMood(stores: readonly Store[], rounds: number): Promise<Durations[]> {
  const random = randomFrom(99);
  const durations = stores.map((): Durations => ({
    'channel week': [],
    'channel year': [],
    'server week': [],
    'server year': [],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const kind of KINDS) {
      const window = windowOf(kind.endsWith('year') ? 365 : 7, END - Math.floor(random() * 60 * DAY));
      const scope = scopeOf(kind, random());
      for (const [index, store] of stores.entries()) {
        const period = { kind: 'window', window, previous: before(window) } as const;
        const start = performance.now();
        await figuresOf(store, scope, period, null);
        durations[index]?.[kind].push(performance.now() - start);
      }
    }
  }
  return durations;
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
