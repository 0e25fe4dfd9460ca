// Sketches of authors by day and by block of days, written in the same transaction as the verdict.
import type { UserId } from '../../ids.ts';
import { addAuthor, EMPTY_SKETCH, withoutAuthor, type Sketch } from '../../mood/sketch.ts';
import type { Window } from '../../mood/window.ts';
import { BLOCKS, blocksOf, stepOf, type BlockDays } from '../spans.ts';
import type { Database } from './database.ts';

/** Keys of one scope: its days since 1970 (until 2104), then its blocks of 8 days, then those of 64. */
export const PER_SCOPE = 65_536;
export const KEY_OFFSETS: Readonly<Record<BlockDays, number>> = { 1: 0, 8: 49_152, 64: 57_344 };
const firstKey = (scope: number, days: BlockDays): number => scope * PER_SCOPE + KEY_OFFSETS[days];

const SKETCH_QUERIES = {
  get: 'SELECT authors FROM sketches WHERE key = ?',
  range: 'SELECT key, authors FROM sketches WHERE key >= ? AND key < ?',
};

export interface Authorship {
  /** Keys of the server and of the channel. */
  readonly scopes: readonly number[];
  readonly createdAt: number;
  readonly authorId: string;
}

export interface Sketches {
  enter(judged: readonly Authorship[]): void;
  /** Sketches that together cover the days which a window touches. */
  over(scope: number, window: Window): Sketch[];
  /** Takes a person out of a scope's sketches, as far as these are sparse: a dense sketch holds no single person. */
  forget(scope: number, userId: UserId): void;
  erase(scope: number): void;
}

export function sqliteSketches({ handle }: Database): Sketches {
  const get = handle.prepare<[number], { authors: Sketch }>(SKETCH_QUERIES.get);
  const range = handle.prepare<[number, number], { key: number; authors: Sketch }>(SKETCH_QUERIES.range);
  const keep = handle.prepare('INSERT OR REPLACE INTO sketches (key, authors) VALUES (?, ?)');
  const erase = handle.prepare('DELETE FROM sketches WHERE key >= ? AND key < ?');

  /** Returns false when the sketch held all of them already. */
  const addTo = (key: number, authors: Iterable<string>): boolean => {
    const held = get.get(key)?.authors ?? EMPTY_SKETCH;
    const next = [...authors].reduce(addAuthor, held);
    if (next !== held) keep.run(key, next);
    return next !== held;
  };
  return {
    enter(judged) {
      for (const { scope, day, authors } of byDay(judged)) {
        // A block holds all authors of its days. So where the day has all of these already, no block changes.
        FROM_FINE.every((days) => addTo(firstKey(scope, days) + Math.floor(day / days), authors));
      }
    },
    over: (scope, window) =>
      blocksOf(window).flatMap(({ days, from, to }) => {
        const first = firstKey(scope, days);
        return range.all(first + from, first + to).map(({ authors }) => authors);
      }),
    forget(scope, userId) {
      for (const { key, authors } of range.all(scope * PER_SCOPE, (scope + 1) * PER_SCOPE)) {
        const next = withoutAuthor(authors, userId);
        if (next !== authors) keep.run(key, next);
      }
    },
    erase: (scope) => void erase.run(scope * PER_SCOPE, (scope + 1) * PER_SCOPE),
  };
}

const FROM_FINE = [...BLOCKS].reverse();

function byDay(judged: readonly Authorship[]) {
  const days = new Map<string, { scope: number; day: number; authors: Set<string> }>();
  for (const { scopes, createdAt, authorId } of judged) {
    const day = stepOf(createdAt, 'day');
    for (const scope of scopes) {
      const key = `${scope}/${day}`;
      const entry = days.get(key) ?? { scope, day, authors: new Set() };
      days.set(key, entry);
      entry.authors.add(authorId);
    }
  }
  return days.values();
}
