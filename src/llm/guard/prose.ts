// Where prose stands in a text, and where its sentences end.

/** Fenced and inline code. A block that is still being written is code to its end. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g;

/** A sentence's end with the quotes that close it, or a line's. The point after a list's number ends nothing. */
const END = /(?:(?<!^[ \t]*\d{1,3})[.!?]+["'”’»)\]*_~]*(?=\s|$)|[。！？…]+["'”’」』）)\]*_~]*|\n)[ \t]*/gmu;

export interface Span {
  readonly start: number;
  /** After its last character. */
  readonly end: number;
}

/** The text in its order: what is code and what is not. */
export function proseAndCode(text: string): { readonly isCode: boolean; readonly text: string }[] {
  const parts: { isCode: boolean; text: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(CODE)) {
    if (match.index > from) parts.push({ isCode: false, text: text.slice(from, match.index) });
    parts.push({ isCode: true, text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ isCode: false, text: text.slice(from) });
  return parts;
}

/** The text with spaces in place of code; every other character keeps its index. */
export function withoutCode(text: string): string {
  return text.replace(CODE, (code) => code.replace(/[^\n]/g, ' '));
}

/** Sentences and lines, the last one whether it is complete or not. They touch, and cover the text. */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    spans.push({ start, end });
    start = end;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

/** How long the text is up to the end of its last complete sentence or line; 0 where none is complete. */
export function completeLength(text: string): number {
  let end = 0;
  for (const match of withoutCode(text).matchAll(END)) end = match.index + match[0].length;
  return end;
}

/** Where a text breaks off in a sentence, it ends before it, if most of what stands after `begun` stays. */
export function withoutHalfSentence(text: string, begun = 0): string {
  const complete = completeLength(text);
  return complete - begun > (text.length - begun) / 2 ? text.slice(0, complete) : text;
}

/** Each character with the one after it. */
export function pairsOf(text: string): string[] {
  const characters = Array.from(text);
  return characters.slice(1).map((second, i) => `${characters[i] ?? ''}${second}`);
}

/** Letters and digits in lower case; a list's marker is none of them. */
export function wordsOnly(text: string): string {
  return text
    .replace(/^\s*(?:[-*•]|\d{1,3}[.)、:：])\s+/u, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
