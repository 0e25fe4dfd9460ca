// How the words with which a cut answer goes on join those that stand.

/** Fewer equal characters are chance. */
const LEAST_OVERLAP = 8;
/** Where a repetition of the end is looked for, in characters. */
const REACH = 400;
const FENCE = /^(```+|~~~+)/;
const NEW_LINE = /^(?:[-*+]\s|\d+[.)]\s|#|>|\||```|~~~)/;
const UNSPACED = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/**
 * The answer that stands and what follows, of which the beginning is left out where it says the end again. A code block
 * that was closed at the cut goes on where the rest begins with one.
 */
export function continued(before: string, more: string): string {
  const rest = more.trimStart();
  const stands = before.trimEnd();
  // Nothing new yet: it is still saying what stands.
  if (rest === '' || stands.slice(-REACH).includes(rest)) return stands;
  const again = overlapOf(stands, rest);
  if (again > 0) return stands + rest.slice(again);
  const lines = stands.split('\n');
  if (FENCE.test(rest) && lines.length > 1 && FENCE.test(lines.at(-1) ?? '')) {
    const code = rest.includes('\n') ? rest.slice(rest.indexOf('\n') + 1) : '';
    return [...lines.slice(0, -1), code].join('\n');
  }
  return stands + between(stands, rest) + rest;
}

/** How many characters at the beginning of `rest` are the end of `stands`. */
function overlapOf(stands: string, rest: string): number {
  for (let length = Math.min(stands.length, rest.length, REACH); length >= LEAST_OVERLAP; length -= 1) {
    if (stands.endsWith(rest.slice(0, length))) return length;
  }
  return 0;
}

function between(stands: string, rest: string): string {
  if (NEW_LINE.test(rest) || FENCE.test(stands.split('\n').at(-1) ?? '')) return '\n';
  return UNSPACED.test(stands.slice(-1)) || UNSPACED.test(rest.slice(0, 1)) ? '' : ' ';
}
