// What was said before, found for the asker. A small model reads a fact out of notes far better than out of a
// conversation, so it is given notes; what it says is checked against them, and else the nearest note is said again.
import type { RecallPrompt } from '../assistantPrompt.ts';
import { sentencesOf } from '../guard/prose.ts';
import type { ChatTurn, Conversation, Model } from '../model.ts';
import { addressed } from './addressed.ts';
import type { AskedBack } from './asksBack.ts';
import { isGrounded } from './grounded.ts';
import { nearest } from './nearest.ts';
import { statementsIn } from './statements.ts';

/** Of what was told, the newest sentences that are said again where none is near the question. */
const SAID_AGAIN = 2;
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
  const said = nearest(asked, told);
  if (whose === 'assistant') {
    return said === null ? prompt.unsaid : await dress(prompt.mine.replace('{said}', () => said));
  }
  const again = addressed(said ?? told.slice(-SAID_AGAIN).join(' '));
  const yours = await dress(prompt.yours.replace('{said}', () => again));
  // It may stand there in words that the question does not have.
  return said === null ? `${prompt.unknown}\n${yours}` : yours;
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
