// Which words of a message moved its verdict: each part is left out once, and the rest is read again.

/** Some of a text, from `from` to before `to` (UTF-16 units). */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Mover extends Part {
  /** The probability of the label without this part, 0…1. */
  readonly without: number;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Chinese has no spaces: its runs are split into words, all else at spaces. */
const RUNS = /\p{Script=Han}+|[^\s\p{Script=Han}]+/gu;

/** A part moved the verdict that takes at least this much of the label's probability along. */
const LEAST = 0.05;

/** The words of a text in their order, at most `most` parts: of a longer text neighbours are one part. */
export function partsOf(text: string, most: number): Part[] {
  const words = [...text.matchAll(RUNS)].flatMap(({ 0: run, index }) =>
    /^\p{Script=Han}/u.test(run)
      ? [...segmenter.segment(run)].map(({ segment, index: at }) => placed(segment, index + at))
      : [placed(run, index)],
  );
  const parts = Math.min(most, words.length);
  return Array.from({ length: parts }, (_, n) => {
    const first = words[Math.floor((n * words.length) / parts)];
    const last = words[Math.floor(((n + 1) * words.length) / parts) - 1];
    if (!first || !last) throw new RangeError('a part without words');
    return { from: first.from, to: last.to, text: text.slice(first.from, last.to) };
  });
}

const placed = (text: string, from: number): Part => ({ text, from, to: from + text.length });

/** The text without one part; what stood on its two sides stays apart. */
export function withoutPart(text: string, { from, to }: Part): string {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const isJoined = /\p{Script=Han}$/u.test(before) && /^\p{Script=Han}/u.test(after);
  return isJoined ? before + after : `${before.trimEnd()} ${after.trimStart()}`.trim();
}

/**
 * At most `most` parts that hold the verdict up, the strongest first. `whole`: the probability of the label for the
 * whole text; `without`: the same without each part, in their order.
 */
export function moversOf(
  parts: readonly Part[],
  whole: number,
  without: readonly number[],
  most: number,
): Mover[] {
  return parts
    .map((part, n) => ({ ...part, without: without[n] ?? whole }))
    .filter((part) => whole - part.without >= LEAST)
    .sort((a, b) => a.without - b.without || a.from - b.from)
    .slice(0, most);
}
