// A head that tells its likeliest label, or nothing where that is too unlikely.
import { headOf, probabilitiesOf, type Head, type HeadData } from './head.ts';

export interface Telling<Label extends string> {
  readonly head: Head<Label>;
  /** A label whose probability is below is not told. */
  readonly below: number;
}

/** What is likelier than not is told, unless the calibration says otherwise. */
const TOLD_FROM = 0.5;

/** Null without a head. @throws RangeError for a head of other labels, or of another width than `features` */
export function tellingOf<Label extends string>(
  head: HeadData | undefined,
  labels: readonly Label[],
  features: number,
  below = TOLD_FROM,
): Telling<Label> | null {
  return head ? { head: headOf(head, labels, features), below } : null;
}

/** The likeliest label; null where it is too unlikely, or where there is no head. */
export function told<Label extends string>(
  features: readonly number[],
  telling: Telling<Label> | null,
): Label | null {
  if (!telling) return null;
  const probabilities = probabilitiesOf(features, telling.head);
  const most = Math.max(...probabilities);
  return most < telling.below ? null : (telling.head.labels[probabilities.indexOf(most)] ?? null);
}
