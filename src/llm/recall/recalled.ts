// What the asker said before, found for them. A small model reads a fact out of notes far better than out of a
// conversation, so it is given notes; and what it says is checked against them.
import type { Answer } from '../answer.ts';
import type { RecallPrompt } from '../assistantPrompt.ts';
import { sentencesOf } from '../guard/prose.ts';
import type { ChatTurn, Conversation, Model } from '../model.ts';
import { addressed } from './addressed.ts';
import { recalls } from './asksBack.ts';
import { isGrounded } from './grounded.ts';

/** Messages that are looked through, the newest, and characters of each. */
const NOTES = 12;
const LENGTH = 160;
/** Tokens of an answer at most: one sentence. */
const TOKENS = 48;

export interface Recalling {
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

/** What the person told of themselves and did not ask, oldest first. */
export function toldIn(history: readonly ChatTurn[]): string[] {
  return history
    .filter(({ role, text }) => role === 'user' && !recalls(text))
    .slice(-NOTES)
    .map(({ text }) => text.replace(/\s+/gu, ' ').slice(0, LENGTH).toWellFormed());
}

/** One draft: what the notes say, or that they don't. */
export function recalled(recalling: Recalling): Answer {
  const { signal } = recalling;
  async function* drafts() {
    const text = await found(recalling);
    if (!signal.aborted) yield text;
  }
  return { drafts: drafts(), ending: () => (signal.aborted ? 'stopped' : 'whole') };
}

async function found({ model, prompt, voice, history, asked, dress, signal }: Recalling): Promise<string> {
  const told = toldIn(history);
  const notes = told.map((text) => `- ${text}`).join('\n');
  const text = prompt.question.replace(/\{(told|asked)\}/g, (_, name) => (name === 'told' ? notes : asked));
  let said = '';
  const conversation = { ...voice, turns: [{ role: 'user' as const, text }] };
  for await (const piece of model.stream(conversation, { signal, maxTokens: TOKENS, greedy: true })) {
    said += piece;
  }
  const [first] = sentencesOf(said.trim());
  const sentence = said.trim().slice(0, first?.end).trim();
  return isGrounded(sentence, told, asked) ? addressed(await dress(sentence)) : prompt.unknown;
}
