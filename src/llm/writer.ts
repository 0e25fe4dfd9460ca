// The writer: some messages in, one line about them out. What it says is checked by those who ask (mood/support.ts).
import type { ChatFirst } from './chatFirst.ts';
import type { Model } from './model.ts';
import { plainText } from './plainText.ts';
import type { Prompts } from './prompts.ts';
import { listed, type WritingRole } from './roles.ts';

const MAX_TOKENS: Readonly<Record<WritingRole, number>> = { topic: 16, gist: 48 };
/** Of each message, in characters. */
const READ = 160;

export interface Writer {
  /** The first line of what the model wrote; rejects with the signal's reason when it aborts, and as `Model.stream`. */
  write(role: WritingRole, messages: readonly string[], signal: AbortSignal): Promise<string>;
}

/** Chat goes first: see ChatFirst. */
export function createWriter({
  model,
  prompts,
  chat,
}: {
  readonly model: Model;
  readonly prompts: Prompts;
  readonly chat: Pick<ChatFirst, 'between'>;
}): Writer {
  return {
    write: (role, messages, signal) =>
      chat.between(async (turn) => {
        const { system, shots, ask } = prompts.writer(role);
        const text = listed(messages.map(lineOf), ask);
        const conversation = { system, examples: shots, turns: [{ role: 'user' as const, text }] };
        let written = '';
        const options = { signal: turn, maxTokens: MAX_TOKENS[role], greedy: true };
        for await (const piece of model.stream(conversation, options)) {
          written += piece;
          if (written.trimStart().includes('\n')) break;
        }
        return written.trim().split('\n')[0]?.trim() ?? '';
      }, signal),
  };
}

/** One line, none of the prompt's own signs, never half a surrogate pair. */
function lineOf(message: string): string {
  const plain = plainText(message, { prefix: '', suffix: '' });
  return plain.length > READ ? `${plain.slice(0, READ).toWellFormed()} …` : plain;
}
