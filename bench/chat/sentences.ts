// The sentences of a text, in any language.
const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });

/** Those that say something: a line of marks is none. */
export function sentencesOf(text: string): string[] {
  return [...segmenter.segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
