// Counts of verdicts: what a bucket holds and what every summary is made of.
import type { Confusion } from './confusion.ts';
import { addKinds, countedKinds, NO_KINDS, type Kinds } from './kind.ts';
import type { Label, Verdict } from './verdict.ts';

/** total = positive + neutral + negative; uncertain counts within them. */
export type Counts = Readonly<Record<Label | 'total' | 'uncertain', number>> & {
  /** The known mistakes of the judge that gave the verdicts; shares and moods are corrected for them. */
  readonly judge?: Confusion;
  /** Of the negative ones; absent where none has a kind. */
  readonly kinds?: Kinds;
};

export const NO_COUNTS: Counts = { total: 0, positive: 0, neutral: 0, negative: 0, uncertain: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    total: a.total + b.total,
    positive: a.positive + b.positive,
    neutral: a.neutral + b.neutral,
    negative: a.negative + b.negative,
    uncertain: a.uncertain + b.uncertain,
    ...judgedBy(a.judge ?? b.judge),
    ...countedKinds(addKinds(a.kinds ?? NO_KINDS, b.kinds ?? NO_KINDS)),
  };
}

/** What is counted of a verdict. */
export type Countable = Pick<Verdict, 'label' | 'uncertain' | 'kind'>;

/** The counts of one verdict. */
export function countsOf({ label, uncertain, kind }: Countable): Counts {
  return {
    ...NO_COUNTS,
    total: 1,
    [label]: 1,
    uncertain: uncertain ? 1 : 0,
    ...(kind && { kinds: { ...NO_KINDS, [kind]: 1 } }),
  };
}

/** The counts of some verdicts of a judge; messages without a verdict are left out. */
export function countsOfAll(
  messages: readonly { readonly verdict: Countable | null }[],
  judge?: Confusion,
): Counts {
  const counts = messages.flatMap(({ verdict }) => (verdict ? [countsOf(verdict)] : []));
  return { ...counts.reduce(addCounts, NO_COUNTS), ...judgedBy(judge) };
}

/** As part of counts; nothing where the judge's mistakes are not known. */
export const judgedBy = (judge: Confusion | undefined): Pick<Counts, 'judge'> => (judge ? { judge } : {});
