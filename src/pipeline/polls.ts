// Polls count as neutral without being read: a question that is put to all says nothing about the mood of who asks it,
// however its answers read.
import type { Judge, Judgement } from '../llm/judge.ts';
import { isPollText } from './ownWords.ts';

const NEUTRAL: Judgement = {
  verdict: { label: 'neutral', probabilities: { positive: 0, neutral: 1, negative: 0 }, uncertain: false },
  asked: null,
  truncated: false,
  model: 'poll',
  promptVersion: '1',
};

/** The judge, which is not asked about polls. */
export function withoutPolls(judge: Judge): Judge {
  return {
    ...judge,
    async judge(texts) {
      const others = texts.filter((text) => !isPollText(text));
      const judged = await judge.judge(others);
      // A verdict must never be taken for that of another message.
      if (judged.length < others.length) throw new RangeError('the model left a message out');
      return texts.flatMap((text) => (isPollText(text) ? [NEUTRAL] : judged.splice(0, 1)));
    },
  };
}
