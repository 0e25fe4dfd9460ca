// Rounds figures for people.
import type { Counts } from './counts.ts';
import { estimated } from './mood.ts';

/** From 1 on one decimal, below four digits: 16.666666666666668 is 16.7, 0.285714 is 0.2857. Whole numbers stay. */
export function roundedNumber(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 10) / 10 : Number(value.toPrecision(4));
}

/**
 * A copy of plain JSON with rounded figures; values that JSON cannot hold become null. Counts of a judge whose mistakes
 * are known become the counts that they stand for.
 */
export function rounded(facts: unknown): unknown {
  const json = JSON.stringify(facts ?? null, (_, value: unknown) =>
    isJudged(value) ? estimated(value) : value,
  );
  return JSON.parse(json, (_, value: unknown) => (typeof value === 'number' ? roundedNumber(value) : value));
}

const isJudged = (value: unknown): value is Counts =>
  typeof value === 'object' && value !== null && 'judge' in value && 'total' in value;
