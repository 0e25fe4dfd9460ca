// A conversation cut to what a small model can read: the newest turns, a question together with its answers.
import type { ChatTurn, Conversation } from './model.ts';

/** Tokens of a conversation that are read at most: about four seconds before the first word on two cores. */
export const READ = 1024;
/** Characters of the last turn that are kept, whatever else there is. */
const LEAST = 64;

/** Counts the tokens of a conversation, exactly or about. */
export type Count = (conversation: Conversation) => number | Promise<number>;

/** The newest turns that fit; if the last alone does not, its head and tail. */
export async function fitting({ system, turns }: Conversation, count: Count): Promise<Conversation> {
  const isTooLong = async (kept: readonly ChatTurn[]) => (await count({ system, turns: kept })) > READ;
  const first = turns.findIndex(({ role }) => role === 'user');
  let kept: readonly ChatTurn[] = turns.slice(Math.max(first, 0));
  while (kept.length > 1 && (await isTooLong(kept))) kept = withoutOldest(kept);
  const [only] = kept;
  if (!only || kept.length > 1) return { system, turns: kept };
  let { text } = only;
  while (text.length > LEAST && (await isTooLong([{ ...only, text }]))) {
    const part = Math.floor(text.length * 0.4);
    text = `${text.slice(0, part)} … ${text.slice(-part)}`;
  }
  return { system, turns: [{ ...only, text }] };
}

function withoutOldest(turns: readonly ChatTurn[]): readonly ChatTurn[] {
  const next = turns.findIndex(({ role }, i) => i > 0 && role === 'user');
  return turns.slice(next === -1 ? turns.length - 1 : next);
}
