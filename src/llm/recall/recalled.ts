// What was said before, found for the asker. A small model reads a fact out of notes far better than out of a
// conversation, so it is given notes; what it says is checked against them, and else the nearest note is said again. One
// that has nothing of the question is never said.
import type { RecallPrompt } from '../assistantPrompt.ts';
import { sentencesOf } from '../guard/prose.ts';
import type { ChatTurn, Conversation, Model } from '../model.ts';
import { addressed } from './addressed.ts';
import type { AskedBack } from './asksBack.ts';
import { isGrounded, partsOf } from './grounded.ts';
import { nearest } from './nearest.ts';
import { statementsIn } from './statements.ts';

/** Tokens of an answer at most: one sentence. */
const TOKENS = 48;

export interface Recalling extends AskedBack {
  readonly model: Model;
  readonly prompt: RecallPrompt;
  /** The standing part, which the model keeps evaluated. */
  readonly voice: Pick<Conversation, 'system' | 'examples'>;
  readonly history: readonly ChatTurn[];
  readonly asked: string;
  /** The last change before people read it. */
  readonly dress: (text: string) => Promise<string>;
  readonly signal: AbortSignal;
}

/** The answer; null where it is unsure that anything said was asked for, and nothing is found. */
export async function recalled(recalling: Recalling): Promise<string | null> {
  const { prompt, history, asked, whose, isSure, dress } = recalling;
  const told = statementsIn(history, whose);
  if (whose === 'user') {
    const sentence = await read(recalling, told);
    if (isGrounded(sentence, told, asked)) return addressed(await dress(sentence));
  }
  if (!isSure) return null;
  if (whose === 'assistant') {
    const mine = isBare(asked) ? lastAnswer(recalling) : nearest(asked, told);
    return mine === null ? prompt.unsaid : await dress(prompt.mine.replace('{said}', () => mine));
  }
  const yours = nearest(asked, told);
  return yours === null
    ? prompt.unknown
    : await dress(prompt.yours.replace('{said}', () => addressed(yours)));
}

/** What asks for saying again, without saying what. */
const SAY_AGAIN =
  /\b(?:d?id|you|u|said|say|tell|told|mention(?:ed)?|suggest(?:ed)?|recommend(?:ed)?|repeat|once|more|one|time|it|this|earlier|before|now|last|previous|answer|message|reply|pls|sorry|wait|huh|hey|yourself|the|part|bit)\b|刚才|刚刚|剛剛|剛才|之前|前面|什么|什麼|[你您妳我跟和刚剛说說讲講提的了过過是啥哪几幾再重复複一遍次下能可以请請麻烦煩吗嗎吧好谢謝来來着著话話内內容]/giu;

/** "What did you just say?": nothing tells which of the answers is meant, so it is the last one. */
const isBare = (asked: string) => partsOf(asked.replace(SAY_AGAIN, ' ')).length === 0;

/** Without the words that an answer said again begins with. */
function lastAnswer({ history, prompt }: Recalling): string | null {
  const last = history.findLast(({ role }) => role === 'assistant')?.text.trim() ?? '';
  const [frame = ''] = prompt.mine.split('{said}');
  const said = frame !== '' && last.startsWith(frame) ? last.slice(frame.length) : last;
  return said === '' ? null : said;
}

/** What the model reads in the notes: one sentence. */
async function read(
  { model, prompt, voice, asked, signal }: Recalling,
  told: readonly string[],
): Promise<string> {
  const notes = told.map((text) => `- ${text}`).join('\n');
  const text = prompt.question.replace(/\{(told|asked)\}/g, (_, name) => (name === 'told' ? notes : asked));
  const conversation = { ...voice, turns: [{ role: 'user' as const, text }] };
  let said = '';
  for await (const piece of model.stream(conversation, { signal, maxTokens: TOKENS, greedy: true })) {
    said += piece;
  }
  const [first] = sentencesOf(said.trim());
  return said.trim().slice(0, first?.end).trim();
}
