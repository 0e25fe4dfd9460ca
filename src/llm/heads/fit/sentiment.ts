// Fits the sentiment head of a narrow calibration on chat, and measures it on rows that it never saw.
import { LABELS, verdictFrom, type Label } from '../../../mood/verdict.ts';
import { probabilitiesOf, type Head } from '../head.ts';
import { crossValidate } from './crossValidate.ts';
import { accuracy, calibrationError, falseNegativity, uncertainBound } from './figures.ts';
import { fitHead, type Row } from './logistic.ts';

/** Found by cross-validation, a power of about three apart. */
export const NARROW_RIDGE = 0.02;

/** A label whose probability is below is right less than so often, so it is uncertain. */
const SURE = 0.5;

export type LabelledFeatures = Omit<Row<Label>, 'weight'>;

export interface FittedSentiment {
  readonly head: Head<Label>;
  readonly uncertainBelow: number;
  readonly figures: {
    /** Shares 0…1 in cross-validation: right in three classes, and what is not negative but called so. */
    readonly chat3: number | null;
    readonly falseNegativity: number | null;
    /** Expected calibration error, 0…1. */
    readonly ece: number | null;
  };
}

/** Takes seconds for a thousand rows of two hundred features. Rows of one group share a fold. */
export function fitSentiment(rows: readonly LabelledFeatures[]): FittedSentiment {
  const weighed = balanced(rows);
  const guesses = crossValidate(weighed, (some) => {
    const head = fitNarrow(some);
    return (features) => probabilitiesOf(features, head);
  });
  const judged = rows.map(({ label }, i) => {
    const [positive = 0, neutral = 0, negative = 0] = guesses[i] ?? [];
    return { label, verdict: verdictFrom({ positive, neutral, negative }, 0) };
  });
  return {
    head: fitNarrow(weighed),
    uncertainBelow: uncertainBound(judged, SURE),
    figures: {
      chat3: accuracy(judged),
      falseNegativity: falseNegativity(judged),
      ece: calibrationError(judged),
    },
  };
}

const fitNarrow = (rows: readonly Row<Label>[]): Head<Label> => fitHead(rows, LABELS, NARROW_RIDGE);

/** Each label has as much to say as the others. */
function balanced(rows: readonly LabelledFeatures[]): Row<Label>[] {
  const sizeOf = (label: Label) => rows.filter((row) => row.label === label).length;
  const sizes = new Map(LABELS.map((label) => [label, sizeOf(label)]));
  return rows.map((row) => ({ ...row, weight: rows.length / LABELS.length / (sizes.get(row.label) ?? 1) }));
}
