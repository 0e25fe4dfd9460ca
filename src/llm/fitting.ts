// A conversation cut to what a small model can read: what the person said outlives what the bot said.
import { estimate } from './estimate.ts';
import { completeLength, sentencesOf } from './guard/prose.ts';
import type { ChatTurn, Conversation } from './model.ts';

/** Tokens of a conversation that are read at most: about four seconds before the first word on two cores. */
export const READ = 1024;
/** Characters of the last turn that are kept, whatever else there is. */
const LEAST = 64;
/** Tokens of an earlier answer that are kept where room is short, about. */
const SHORT = 40;

/** Tokens of what is begun that are kept, about: its end tells how to go on. */
const BEGUN = 400;

/** Counts the tokens of a conversation, exactly or about. */
export type Count = (conversation: Conversation) => number | Promise<number>;

/**
 * The newest turns that fit: the bot's earlier answers are shortened first, then the oldest turns go, a question
 * together with its answer. If the last turn alone does not fit, its head and tail.
 */
export async function fitting(conversation: Conversation, count: Count): Promise<Conversation> {
  const begun = conversation.begun === undefined ? {} : { begun: endOf(conversation.begun) };
  const withTurns = (turns: readonly ChatTurn[]): Conversation => ({ ...conversation, ...begun, turns });
  const isTooLong = async (kept: readonly ChatTurn[]) => (await count(withTurns(kept))) > READ;
  const first = conversation.turns.findIndex(({ role }) => role === 'user');
  let kept: readonly ChatTurn[] = conversation.turns.slice(Math.max(first, 0));
  if (await isTooLong(kept)) kept = kept.map((turn, i) => (i < kept.length - 2 ? shortened(turn) : turn));
  while (kept.length > 1 && (await isTooLong(kept))) kept = withoutOldest(kept);
  const [only] = kept;
  if (!only || kept.length > 1) return withTurns(kept);
  let { text } = only;
  while (text.length > LEAST && (await isTooLong([{ ...only, text }]))) {
    const part = Math.floor(text.length * 0.4);
    text = `${text.slice(0, part)} … ${text.slice(-part)}`;
  }
  return withTurns([{ ...only, text }]);
}

/** The last sentences of a long text. */
function endOf(text: string): string {
  if (estimate(text) <= BEGUN) return text;
  const from = text.length - Math.floor((text.length * BEGUN) / estimate(text));
  const start = sentencesOf(text).find((sentence) => sentence.start >= from)?.start;
  return text.slice(start ?? from).toWellFormed();
}

/** What the bot said at length: its first sentences, which are evaluated already; where they are long, their beginning. */
function shortened(turn: ChatTurn): ChatTurn {
  if (turn.role === 'user' || estimate(turn.text) <= SHORT) return turn;
  const characters = Math.floor((turn.text.length * SHORT) / estimate(turn.text));
  const head = turn.text.slice(0, characters).toWellFormed();
  const complete = completeLength(head);
  return {
    ...turn,
    text: complete * 2 > head.length ? head.slice(0, complete).trimEnd() : `${head.trimEnd()} …`,
  };
}

function withoutOldest(turns: readonly ChatTurn[]): readonly ChatTurn[] {
  const next = turns.findIndex(({ role }, i) => i > 0 && role === 'user');
  return turns.slice(next === -1 ? turns.length - 1 : next);
}
