// A verdict: the judged mood of one message.
import type { Intent } from './intent.ts';
import type { Kind } from './kind.ts';

export const LABELS = ['positive', 'neutral', 'negative'] as const;
export type Label = (typeof LABELS)[number];

/** Sums to 1; each in 0…1. */
export type Probabilities = Readonly<Record<Label, number>>;

export interface Verdict {
  /** The most probable label. */
  readonly label: Label;
  readonly probabilities: Probabilities;
  /** Whether the calibrated probability of the label is too low to rely on it. */
  readonly uncertain: boolean;
  /** Whether the message is one word or emoji. Many people repeat the same one, so it never counts towards an alert. */
  readonly bare?: boolean;
  /** What the message is for; absent where the judge can't tell. */
  readonly intent?: Intent;
  /** What kind of negativity it is; only of a negative verdict that is certain, and where the judge can tell. */
  readonly kind?: Kind;
}

/** The verdict for these probabilities; uncertain when the most probable label has less than `threshold` (0…1). */
export function verdictFrom(probabilities: Probabilities, threshold: number): Verdict {
  const label = LABELS.reduce((best, next) => (probabilities[next] > probabilities[best] ? next : best));
  return { label, probabilities, uncertain: probabilities[label] < threshold };
}

/** A message is quoted as an example of a label only where its verdict is this probable. */
const SURE = 0.75;

/** Whether the verdict is certain enough to quote its message as an example of the label. */
export function isSure({ label, probabilities, uncertain, bare }: Verdict, wanted: Label): boolean {
  return label === wanted && !uncertain && bare !== true && probabilities[wanted] >= SURE;
}

/** The kind that still holds: a message that a moderator called other than negative is of none. */
export const standingKind = (kind: Kind | undefined, corrected: Label | null): Kind | undefined =>
  corrected === null || corrected === 'negative' ? kind : undefined;
