// The conversation so far, read back from the channel: Discord itself is the memory, so edits and deletes hold.
import type { ChatTurn } from '../llm/model.ts';

/** What history needs of a message. */
export interface Line {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  readonly repliesTo: string | null;
}

interface Who {
  readonly personId: string;
  readonly botId: string;
  readonly isDirect: boolean;
}

interface Turn extends ChatTurn {
  readonly ids: readonly string[];
}

/**
 * The turns between one person and the bot among `lines` (oldest first): what the bot answered, and what it
 * answered to. Never another person's words. In a direct message every line is theirs or the bot's.
 * At most `limit` turns, the newest, and before them the answer `recalled` with its question, however old it is;
 * begins with the person's.
 */
export function historyOf(
  lines: readonly Line[],
  who: Who,
  limit: number,
  recalled: string | null = null,
): ChatTurn[] {
  const turns = turnsOf(lines, who);
  const newest = turns.slice(-limit);
  const begun = newest[0]?.role === 'assistant' ? newest.slice(1) : newest;
  const isThere = recalled === null || begun.some(({ ids }) => ids.includes(recalled));
  const answer = isThere ? -1 : turns.findIndex(({ ids }) => ids.includes(recalled));
  const pair = answer > 0 ? turns.slice(answer - 1, answer + 1) : [];
  return [...pair, ...begun].map(({ role, text }) => ({ role, text }));
}

function turnsOf(lines: readonly Line[], who: Who): Turn[] {
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
  const turns: Turn[] = [];
  for (const { id, authorId, text } of kept) {
    const role = authorId === who.botId ? 'assistant' : 'user';
    const last = turns.at(-1);
    // A long answer spans messages, and people write in bursts: neighbours of one side are one turn. A note is none.
    if (text === '') continue;
    if (last?.role === role) {
      turns[turns.length - 1] = { role, text: `${last.text}\n${text}`, ids: [...last.ids, id] };
    } else turns.push({ role, text, ids: [id] });
  }
  return turns;
}

/** An answer without the small letters at its end, which the bot adds and the model did not say. */
export const withoutNotes = (text: string): string => text.replace(/(?:(?:^|\n)-# [^\n]*)+$/, '').trim();
