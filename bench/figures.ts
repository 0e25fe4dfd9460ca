// How right and how well calibrated verdicts on tweets, reviews and chat are.
import {
  accuracy,
  calibrationError,
  falseNegativity,
  share,
  type Judged,
} from '../src/llm/heads/fit/figures.ts';
import { LABELS } from '../src/mood/verdict.ts';
import type { Labelled } from './rows.ts';

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

/** Mean over the labels of the share of their rows that is found, as TweetEval ranks by. */
export function macroRecall(judged: readonly Judged[]): number | null {
  const recalls = LABELS.flatMap((label) => accuracy(judged.filter((row) => row.label === label)) ?? []);
  return share(
    recalls.reduce((sum, recall) => sum + recall, 0),
    recalls.length,
  );
}

/** Of rows that are positive or negative: the more probable of the two. */
function accuracyOfTwo(judged: readonly Judged[]): number | null {
  const right = judged.filter(({ verdict: { probabilities: p }, label }) =>
    label === 'positive' ? p.positive > p.negative : p.negative >= p.positive,
  );
  return share(right.length, judged.length);
}
