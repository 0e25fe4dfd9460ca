// Whether an answer goes round in circles. What the person asked to be repeated counts as well: a chat is flooded alike.
import { sentencesOf } from './sentences.ts';

/** A line or sentence is a loop when it comes so often, a passage when it comes so often. */
const LINES = 3;
const PASSAGES = 4;
/** Characters of a line or sentence that counts at least. */
const SHORTEST = 4;
/**
 * Characters of a passage. The same twelve Chinese characters four times are a loop; of letters it takes as much text
 * as that, or a story of a dragon would be one for its "the dragon was".
 */
const PASSAGE = { han: 12, letters: 40 } as const;
/** A phrase said again and again without anything between; four times twelve characters in all. */
const RUN = /(.{1,24}?)\1{3,}/gsu;
const RUN_LENGTH = 48;

const says = (text: string) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);

/** A line or sentence three times, a passage four times, or a phrase in a run. Code may repeat itself. */
export function isLoop(text: string): boolean {
  const prose = text
    .replace(/```[\s\S]*?(?:```|$)/gu, '\n')
    .normalize('NFKC')
    .toLowerCase();
  const lines = prose.split('\n');
  const runs = [...prose.matchAll(RUN)].map(([run]) => run);
  return (
    comesAgain(lines) ||
    comesAgain(sentencesOf(prose)) ||
    runs.some((run) => run.length >= RUN_LENGTH && says(run)) ||
    hasPassageAgain(prose.replace(/\s+/gu, ' '))
  );
}

function comesAgain(parts: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const part of parts) {
    const said = plain(part);
    if (said.length >= SHORTEST) counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count >= LINES);
}

/** Without the number or mark of a list, and without punctuation. */
const plain = (part: string) =>
  part
    .replace(/^\s*(?:\p{N}+[.):、]|[-*•])/u, '')
    .replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')
    .trim();

/** Each time it is counted where it does not overlap the time before. */
function hasPassageAgain(text: string): boolean {
  const characters = Array.from(text);
  const isHan = characters.map((character) => /\p{Script=Han}/u.test(character));
  return Object.entries(PASSAGE).some(([script, length]) => {
    const seen = new Map<string, { count: number; end: number }>();
    for (let start = 0; start + length <= characters.length; start++) {
      const han = isHan.slice(start, start + length).filter(Boolean).length;
      if (script === 'han' && han * 2 < length) continue;
      const passage = characters.slice(start, start + length).join('');
      const before = seen.get(passage) ?? { count: 0, end: 0 };
      if (start < before.end || !says(passage)) continue;
      if (before.count + 1 >= PASSAGES) return true;
      seen.set(passage, { count: before.count + 1, end: start + length });
    }
    return false;
  });
}
