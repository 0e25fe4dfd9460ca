// How the assistant answers what is said for a purpose in a mood: examples that the model is shown for such messages alone.
import { INTENTS, type Intent } from '../mood/intent.ts';
import { LABELS, type Label, type Verdict } from '../mood/verdict.ts';
import type { ChatTurn } from './model.ts';
import { PromptFileError, type Line } from './promptFile.ts';

export interface Strategy {
  readonly intent: Intent;
  readonly mood: Label | 'any';
  readonly examples: readonly ChatTurn[];
}

const MOODS = [...LABELS, 'any'] as const;
const NAMED = /^(\w+)\s*\|\s*(\w+)\s*$/;

/**
 * "complaint | negative", and below it examples; the next such line begins another one.
 * @throws PromptFileError with line and column
 */
export function strategiesOf(file: string, lines: readonly Line[]): Strategy[] {
  const said = lines.filter(({ text }) => text.trim() !== '');
  const begins = said.flatMap(({ text }, i) => (/^[->]\s/.test(text) ? [] : [i]));
  if (said[0] && begins[0] !== 0) throw unnamed(file, said[0]);
  return begins.flatMap((from, i) => {
    const head = said[from];
    return head ? [strategyOf(file, head, said.slice(from + 1, begins[i + 1]))] : [];
  });
}

function strategyOf(file: string, head: Line, examples: readonly Line[]): Strategy {
  const [, first, second] = NAMED.exec(head.text.trim()) ?? [];
  const intent = INTENTS.find((one) => one === first);
  const mood = MOODS.find((one) => one === second);
  if (!intent || !mood) throw unnamed(file, head);
  if (examples.length === 0) throw new PromptFileError(file, head.number, 'the strategy has no example', 1);
  return { intent, mood, examples: turnsOf(file, examples) };
}

const unnamed = (file: string, { number }: Line) =>
  new PromptFileError(
    file,
    number,
    `begin a strategy with "INTENT | MOOD": ${INTENTS.join(', ')} | ${MOODS.join(', ')}`,
    1,
  );

/** The strategy for an intent in a mood; before one for any mood goes one for this. Null: none is wanted. */
export function strategyFor(
  strategies: readonly Strategy[],
  intent: Intent,
  verdict: Verdict | null,
): Strategy | null {
  const mood = verdict && !verdict.uncertain ? verdict.label : 'neutral';
  const fitting = strategies.filter((one) => one.intent === intent);
  return fitting.find((one) => one.mood === mood) ?? fitting.find((one) => one.mood === 'any') ?? null;
}

const THANKS = /\b(?:thanks?|thank you|thx|cheers)\b|[谢謝]{2}|多[谢謝]|感[谢謝]/iu;
const ASKS = /[?？]\s*$|[吗嗎呢]\s*[。.!！]?\s*$/u;
const COMPLAINS =
  /\b(?:refund|broken|(?:do(?:es)?n'?t|not) work(?:ing)?|crash(?:es|ed|ing)?|bugs?|still waiting|unacceptable|useless|fix (?:it|this)|ripped off|scam)\b|坏了|壞了|崩溃|崩潰|用不了|登不上|登不進|退款|没人管|沒人管|没人理|沒人理|投诉|投訴|垃圾|太差/iu;

/**
 * What a message is for: what the judge read; where it read none, the plainest signs: a complaint needs words of one, since
 * sadness alone is none.
 */
export function intentOf(text: string, verdict: Verdict | null): Intent {
  if (verdict?.intent) return verdict.intent;
  const isNegative = verdict?.label === 'negative' && !verdict.uncertain;
  if (isNegative && COMPLAINS.test(text)) return 'complaint';
  if (!isNegative && THANKS.test(text)) return 'thanks';
  return ASKS.test(text) ? 'question' : 'chat';
}

/** "- what somebody says" and below it "> what is answered", a line each. */
export function turnsOf(file: string, lines: readonly Line[]): ChatTurn[] {
  const turns = lines.map(({ number, text }, i): ChatTurn => {
    const [, sign, said] = /^([->])\s+(.+?)\s*$/.exec(text) ?? [];
    if (said === undefined || sign !== (i % 2 === 0 ? '-' : '>')) {
      const problem = 'write an example as "- what somebody says" and below it "> what is answered"';
      throw new PromptFileError(file, number, problem, 1);
    }
    return { role: sign === '-' ? 'user' : 'assistant', text: said };
  });
  const last = lines.at(-1);
  if (turns.at(-1)?.role === 'user' && last) {
    throw new PromptFileError(file, last.number, 'the last example has no answer', 1);
  }
  return turns;
}
