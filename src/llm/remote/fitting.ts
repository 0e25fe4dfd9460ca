// A conversation cut to what a small model can read: the newest turns, a question together with its answers.
import type { ChatTurn, Conversation } from '../model.ts';

/** Tokens of a conversation that are read at most, as in the llama adapter. */
const READ = 1024;
/** Tokens that a chat template adds to a turn, about. */
const FRAME = 8;

/** Counts tokens, exactly or about. */
export type Count = (text: string) => Promise<number>;

/** The newest turns that fit; if the last alone does not, its head and tail. */
export async function fitting({ system, turns }: Conversation, count: Count): Promise<Conversation> {
  const lengthOf = async (kept: readonly ChatTurn[]) => {
    const text = [system, ...kept.map((turn) => turn.text)].join('\n').toWellFormed();
    return (await count(text)) + FRAME * (kept.length + 2);
  };
  const first = turns.findIndex(({ role }) => role === 'user');
  let kept: readonly ChatTurn[] = turns.slice(Math.max(first, 0));
  while (kept.length > 1 && (await lengthOf(kept)) > READ) kept = withoutOldest(kept);
  const [only] = kept;
  if (!only || kept.length > 1) return { system, turns: kept };
  let { text } = only;
  while (text.length > 1 && (await lengthOf([{ ...only, text }])) > READ) {
    const half = Math.floor(text.length * 0.4);
    text = `${text.slice(0, half)} … ${text.slice(-half)}`;
  }
  return { system, turns: [{ ...only, text }] };
}

function withoutOldest(turns: readonly ChatTurn[]): readonly ChatTurn[] {
  const next = turns.findIndex(({ role }, i) => i > 0 && role === 'user');
  return turns.slice(next === -1 ? turns.length - 1 : next);
}
