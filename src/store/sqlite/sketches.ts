// Sketches of authors by day and by block of days, kept in step inside the transaction that changes a message.
import type { UserId } from '../../ids.ts';
import { addAuthor, EMPTY_SKETCH, withoutAuthor, type Sketch } from '../../mood/sketch.ts';
import type { Window } from '../../mood/window.ts';
import { DAYS_IN_BLOCK, sketchSpansOf, stepOf } from '../spans.ts';
import type { Database } from './database.ts';

/** Keys of a scope's days, and of its blocks, are neighbours. */
const PER_SCOPE = { day: 65_536, block: 2_048 } as const;

const SKETCH_QUERIES = {
  daySketches: `SELECT key, authors FROM sketches WHERE key >= ? AND key < ?`,
  blockSketches: `SELECT key, authors FROM sketch_blocks WHERE key >= ? AND key < ?`,
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
  /** Takes a person out of a scope's sketches, as far as these hold single persons. */
  forget(scope: number, userId: UserId): void;
  erase(scope: number): void;
}

export function sqliteSketches({ handle }: Database): Sketches {
  const tableOf = (grain: keyof typeof PER_SCOPE) => {
    const table = grain === 'day' ? 'sketches' : 'sketch_blocks';
    const get = handle.prepare<[number], { authors: Sketch }>(`SELECT authors FROM ${table} WHERE key = ?`);
    const range = handle.prepare<[number, number], { key: number; authors: Sketch }>(
      SKETCH_QUERIES[`${grain}Sketches`],
    );
    const keep = handle.prepare(`INSERT OR REPLACE INTO ${table} (key, authors) VALUES (?, ?)`);
    const erase = handle.prepare(`DELETE FROM ${table} WHERE key >= ? AND key < ?`);
    const first = (scope: number) => scope * PER_SCOPE[grain];
    return {
      within: (scope: number, from: number, to: number) => range.all(first(scope) + from, first(scope) + to),
      all: (scope: number) => range.all(first(scope), first(scope + 1)),
      erase: (scope: number) => erase.run(first(scope), first(scope + 1)),
      keep,
      /** False when the sketch knew them all. */
      add: (scope: number, step: number, authors: Iterable<string>) => {
        const key = first(scope) + step;
        const held = get.get(key)?.authors ?? EMPTY_SKETCH;
        const next = [...authors].reduce(addAuthor, held);
        if (next !== held) keep.run(key, next);
        return next !== held;
      },
    };
  };
  const tables = { day: tableOf('day'), block: tableOf('block') };

  return {
    enter(judged) {
      for (const { scope, day, authors } of byDay(judged)) {
        // A block holds whom its days hold: whom the day knew, the block knows.
        if (tables.day.add(scope, day, authors)) {
          tables.block.add(scope, Math.floor(day / DAYS_IN_BLOCK), authors);
        }
      }
    },
    over: (scope, window) =>
      sketchSpansOf(window).flatMap(({ grain, from, to }) =>
        tables[grain].within(scope, from, to).map(({ authors }) => authors),
      ),
    forget(scope, userId) {
      for (const { all, keep } of Object.values(tables)) {
        for (const { key, authors } of all(scope)) {
          const next = withoutAuthor(authors, userId);
          if (next !== authors) keep.run(key, next);
        }
      }
    },
    erase(scope) {
      for (const { erase } of Object.values(tables)) erase(scope);
    },
  };
}

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
