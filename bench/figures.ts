// How right and how well calibrated a set of verdicts is.
import { LABELS, type Label, type Verdict } from '../src/mood/verdict.ts';
import type { Labelled } from './rows.ts';

export interface Judged {
  readonly verdict: Verdict;
  readonly label: Label;
}

/** Shares 0…1; null where no row speaks of it. */
export interface Figures {
  /** Accuracy of tweets and reviews: positive against negative in English and Chinese, three classes in English. */
  readonly en2: number | null;
  readonly zh2: number | null;
  readonly en3: number | null;
  /** Accuracy of chat in three classes: all of it, Chinese and mixed, and neutral messages alone. */
  readonly chat3: number | null;
  readonly chat3zh: number | null;
  readonly chatNeutral: number | null;
  /** Share of the chat that is not negative and is called negative. */
  readonly falseNegativity: number | null;
  /** Expected calibration error of chat, tweets and reviews over ten bins of confidence (Guo et al. 2017, section 2). */
  readonly ece: number | null;
}

export function figuresOf(judged: readonly (Judged & Labelled)[]): Figures {
  const dev = judged.filter(({ set }) => set === 'dev');
  const chat = judged.filter(({ set }) => set === 'chat');
  const english = dev.filter(({ language }) => language === 'en');
  const two = (rows: readonly (Judged & Labelled)[]) =>
    accuracyOfTwo(rows.filter(({ label }) => label !== 'neutral'));
  return {
    en2: two(english),
    zh2: two(dev.filter(({ language }) => language !== 'en')),
    en3: accuracy(english),
    chat3: accuracy(chat),
    chat3zh: accuracy(chat.filter(({ language }) => language !== 'en')),
    chatNeutral: accuracy(chat.filter(({ label }) => label === 'neutral')),
    falseNegativity: falseNegativity(chat),
    ece: calibrationError([...dev, ...chat]),
  };
}

function accuracy(judged: readonly Judged[]): number | null {
  return share(judged.filter(({ verdict, label }) => verdict.label === label).length, judged.length);
}

export function falseNegativity(judged: readonly Judged[]): number | null {
  const calm = judged.filter(({ label }) => label !== 'negative');
  return share(calm.filter(({ verdict }) => verdict.label === 'negative').length, calm.length);
}

/** Mean over the labels of the share of their rows that is found, as TweetEval ranks by. */
export function macroRecall(judged: readonly Judged[]): number | null {
  const recalls = LABELS.flatMap((label) => accuracy(judged.filter((row) => row.label === label)) ?? []);
  return share(
    recalls.reduce((sum, recall) => sum + recall, 0),
    recalls.length,
  );
}

export const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;

/** Of rows that are positive or negative: the more probable of the two. */
function accuracyOfTwo(judged: readonly Judged[]): number | null {
  const right = judged.filter(({ verdict: { probabilities: p }, label }) =>
    label === 'positive' ? p.positive > p.negative : p.negative >= p.positive,
  );
  return share(right.length, judged.length);
}

/** How far the probability of the label is from how often it is right, over ten equal bins. */
function calibrationError(judged: readonly Judged[]): number | null {
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
