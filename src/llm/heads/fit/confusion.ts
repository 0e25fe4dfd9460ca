// How a judge mistakes labels, from rows that it never saw.
import { determinantOf, LEAST_DETERMINANT, moodWorth, type Confusion } from '../../../mood/confusion.ts';
import { LABELS, type Label } from '../../../mood/verdict.ts';
import type { Judged } from './figures.ts';

/** A group of fewer rows of a label says little about how its writer differs. */
const LEAST_ROWS = 30;

/** What a message of each label means for the mood. */
const MEANT = moodWorth(undefined);

/** `group`: who wrote the row. Null where a label has no row, or the judge hardly tells them apart. */
export function confusionOf(judged: readonly (Judged & { readonly group: string })[]): Confusion | null {
  const said = {
    positive: saidOf(judged, 'positive'),
    neutral: saidOf(judged, 'neutral'),
    negative: saidOf(judged, 'negative'),
  };
  const certain = { said, doubt: 0 };
  if (!(determinantOf(certain) >= LEAST_DETERMINANT)) return null;
  return { said, doubt: digits(doubtOf(judged, certain)) };
}

function saidOf(judged: readonly Judged[], label: Label): Readonly<Record<Label, number>> {
  const own = judged.filter((row) => row.label === label);
  const share = (as: Label) => digits(own.filter(({ verdict }) => verdict.label === as).length / own.length);
  const [positive, negative] = [share('positive'), share('negative')];
  return { positive, neutral: digits(1 - positive - negative), negative };
}

/**
 * The standard deviation between writers of the corrected mood of as many messages of each label, without what chance
 * explains.
 */
function doubtOf(judged: readonly (Judged & { readonly group: string })[], known: Confusion): number {
  const worth = moodWorth(known);
  const groups = [...new Set(judged.map(({ group }) => group))];
  const errors = groups.flatMap((group) => {
    const rows = LABELS.map((label) => judged.filter((row) => row.group === group && row.label === label));
    if (rows.some(({ length }) => length < LEAST_ROWS)) return [];
    const labels = rows.map((own, i) => {
      const off = own.map(({ verdict }) => worth[verdict.label] - MEANT[LABELS[i] ?? 'neutral']);
      const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
      const noise = off.reduce((sum, one) => sum + (one - mean) ** 2, 0) / off.length ** 2;
      return { mean, noise };
    });
    return [
      {
        square: (labels.reduce((sum, { mean }) => sum + mean, 0) / LABELS.length) ** 2,
        noise: labels.reduce((sum, { noise }) => sum + noise, 0) / LABELS.length ** 2,
      },
    ];
  });
  if (errors.length < 2) return 0;
  const excess = errors.reduce((sum, { square, noise }) => sum + square - noise, 0);
  // One fewer: what is known of the judge comes from the same writers.
  return Math.sqrt(Math.max(0, excess) / (errors.length - 1));
}

const digits = (share: number): number => Math.round(share * 1000) / 1000;
