// How right and how well calibrated a set of verdicts is.
import type { Label, Verdict } from '../../../mood/verdict.ts';

export interface Judged {
  readonly verdict: Verdict;
  readonly label: Label;
}

/** Share of the rows that get their label, 0…1; null where there are none. */
export function accuracy(judged: readonly Judged[]): number | null {
  return share(judged.filter(({ verdict, label }) => verdict.label === label).length, judged.length);
}

/** Share of what is not negative and is called negative, 0…1. */
export function falseNegativity(judged: readonly Judged[]): number | null {
  const calm = judged.filter(({ label }) => label !== 'negative');
  return share(calm.filter(({ verdict }) => verdict.label === 'negative').length, calm.length);
}

/** To three digits; null of nothing. */
export const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;

/** How far the probability of the label is from how often it is right, over ten equal bins. */
export function calibrationError(judged: readonly Judged[]): number | null {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, sure: 0, right: 0 }));
  for (const { verdict, label } of judged) {
    const sure = verdict.probabilities[verdict.label];
    const bin = bins[Math.min(9, Math.floor(sure * 10))];
    if (!bin) continue;
    bin.n += 1;
    bin.sure += sure;
    bin.right += verdict.label === label ? 1 : 0;
  }
  return share(
    bins.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0),
    judged.length,
  );
}

/** The highest bound below which labels are right less than `wanted` of the time; 0.5 where few are so unsure. */
export function uncertainBound(judged: readonly Judged[], wanted: number): number {
  const sorted = judged
    .map(({ verdict, label }) => ({
      sure: verdict.probabilities[verdict.label],
      right: verdict.label === label,
    }))
    .sort((a, b) => a.sure - b.sure);
  let bound = 0.5;
  let right = 0;
  for (const [i, one] of sorted.entries()) {
    right += Number(one.right);
    if (i >= 40 && right / (i + 1) < wanted) bound = Math.max(0.34, one.sure);
  }
  return Math.round(bound * 100) / 100;
}
