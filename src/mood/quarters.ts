// The recent messages of a channel by quarter-hour: what the spike watcher tests its windows on.
import type { HourCount } from './baseline.ts';
import type { Label } from './verdict.ts';
import { HOUR, quarterOf } from './window.ts';

export interface SpikeMessage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly author: string;
  readonly label: Label;
}

export interface Quarter extends HourCount {
  /** Short hashes of the authors of negative messages, sorted; the smallest MOST_AUTHORS of them. */
  readonly authors: readonly number[];
}

const MOST_AUTHORS = 64;

export const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;

/** The quarter-hours, oldest first, with one more message. */
export function countIn(quarters: readonly Quarter[], { at, author, label }: SpikeMessage): Quarter[] {
  const start = quarterOf(at);
  const held = quarters.find((quarter) => quarter.at === start);
  const isNegative = label === 'negative';
  const authors = held?.authors ?? [];
  const counted: Quarter = {
    at: start,
    total: (held?.total ?? 0) + 1,
    negative: (held?.negative ?? 0) + (isNegative ? 1 : 0),
    authors: isNegative ? withAuthor(authors, author) : authors,
  };
  return [...quarters.filter((quarter) => quarter !== held), counted].sort((a, b) => a.at - b.at);
}

/** Sums of neighbouring quarter-hours by clock hour. */
export function hoursOf(quarters: readonly HourCount[]): HourCount[] {
  const hours: HourCount[] = [];
  for (const quarter of quarters) addTo(hours, quarter);
  return hours;
}

/** Adds a quarter-hour to the last hour, or begins the next. */
export function addTo(hours: HourCount[], { at, total, negative }: HourCount): void {
  const last = hours.at(-1);
  if (last?.at === hourOf(at)) {
    hours[hours.length - 1] = {
      at: last.at,
      total: last.total + total,
      negative: last.negative + negative,
    };
  } else {
    hours.push({ at: hourOf(at), total, negative });
  }
}

/** FNV-1a, 32 bits: the state needs to tell authors apart, not to name them. */
function hashOf(author: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < author.length; i++) hash = Math.imul(hash ^ author.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function withAuthor(authors: readonly number[], author: string): readonly number[] {
  const hash = hashOf(author);
  if (authors.includes(hash)) return authors;
  return [...authors, hash].sort((a, b) => a - b).slice(0, MOST_AUTHORS);
}
