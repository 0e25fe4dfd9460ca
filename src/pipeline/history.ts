// The conversation so far, read back from the channel: Discord itself is the memory, so edits and deletes hold.
import type { ChatTurn } from '../llm/model.ts';

/** What history needs of a message. */
export interface Line {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  readonly repliesTo: string | null;
}

/**
 * The turns between one person and the bot among `lines` (oldest first): what the bot answered, and what it
 * answered to. Never another person's words. In a direct message every line is theirs or the bot's.
 * At most `limit` turns, the newest; begins with the person's.
 */
export function historyOf(
  lines: readonly Line[],
  who: { personId: string; botId: string; isDirect: boolean },
  limit: number,
): ChatTurn[] {
  const theirs = new Map(
    lines.filter(({ authorId }) => authorId === who.personId).map((line) => [line.id, line]),
  );
  const answers = lines.filter(
    ({ authorId, repliesTo }) => authorId === who.botId && repliesTo !== null && theirs.has(repliesTo),
  );
  const answered = new Set(answers.map(({ repliesTo }) => repliesTo));
  const kept = lines.filter((line) =>
    line.authorId === who.personId ? who.isDirect || answered.has(line.id) : answers.includes(line),
  );
  const turns: ChatTurn[] = [];
  for (const { authorId, text } of kept) {
    const role = authorId === who.botId ? 'assistant' : 'user';
    const last = turns.at(-1);
    // A long answer spans messages, and people write in bursts: neighbours of one side are one turn.
    if (last?.role === role) turns[turns.length - 1] = { role, text: `${last.text}\n${text}` };
    else if (text !== '') turns.push({ role, text });
  }
  const newest = turns.slice(-limit);
  return newest[0]?.role === 'assistant' ? newest.slice(1) : newest;
}
