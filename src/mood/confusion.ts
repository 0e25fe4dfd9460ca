// How a judge mistakes one label for another, and which shares of labels its verdicts stand for. Counting verdicts alone
// is biased towards the shares of the rows that the judge was fitted on (Forman 2008, Data Min. Knowl. Discov. 17,
// 164–206: adjusted classify and count).
import { LABELS, type Label } from './verdict.ts';

/** A number of each label. */
export type PerLabel = Readonly<Record<Label, number>>;

export interface Confusion {
  /** For each true label the shares of its messages that get each label: 0…1, together 1. */
  readonly said: Readonly<Record<Label, PerLabel>>;
  /**
   * How much the mistakes differ between people: the standard deviation of the mood that remains after the correction,
   * in parts of 1 (0.1 is 10 points of mood).
   */
  readonly doubt: number;
}

/** A judge that guesses cannot be corrected: below this determinant of `said` the correction is mostly noise. */
export const LEAST_DETERMINANT = 0.1;

/** By true label: what a message of each said label counts for it. The inverse of `said`. */
type Correction = Readonly<Record<Label, PerLabel>>;

/** The determinant of `said`: 1 for a judge without mistakes, 0 for one that guesses. */
export function determinantOf({ said }: Pick<Confusion, 'said'>): number {
  return dot(said.positive, cross(said.neutral, said.negative));
}

function correctionOf(confusion: Confusion): Correction {
  const { positive, neutral, negative } = confusion.said;
  const scale = 1 / determinantOf(confusion);
  return {
    positive: scaled(cross(neutral, negative), scale),
    neutral: scaled(cross(negative, positive), scale),
    negative: scaled(cross(positive, neutral), scale),
  };
}

/** The true shares that the shares of verdicts stand for: 0…1, together 1. `seen` sums to 1. */
export function trueShares(seen: PerLabel, confusion: Confusion): PerLabel {
  const correction = correctionOf(confusion);
  const share = (label: Label) => Math.max(0, dot(seen, correction[label]));
  const shares = { positive: share('positive'), neutral: share('neutral'), negative: share('negative') };
  return scaled(shares, 1 / LABELS.reduce((sum, label) => sum + shares[label], 0));
}

/** What a message of each said label adds to the mood: 1, 0 and −1 for a judge without mistakes. */
export function moodWorth(confusion: Confusion | undefined): PerLabel {
  if (!confusion) return { positive: 1, neutral: 0, negative: -1 };
  const { positive, negative } = correctionOf(confusion);
  return {
    positive: positive.positive - negative.positive,
    neutral: positive.neutral - negative.neutral,
    negative: positive.negative - negative.negative,
  };
}

const dot = (a: PerLabel, b: PerLabel): number => LABELS.reduce((sum, label) => sum + a[label] * b[label], 0);

const cross = (a: PerLabel, b: PerLabel): PerLabel => ({
  positive: a.neutral * b.negative - a.negative * b.neutral,
  neutral: a.negative * b.positive - a.positive * b.negative,
  negative: a.positive * b.neutral - a.neutral * b.positive,
});

const scaled = (a: PerLabel, by: number): PerLabel => ({
  positive: a.positive * by,
  neutral: a.neutral * by,
  negative: a.negative * by,
});
