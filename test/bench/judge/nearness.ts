// How similar two texts are. A test uses it to keep the suite apart from the rows that were fitted on.

/** A text without differences that do not matter: case, width, spaces, final punctuation, repeated emoji. */
export function normalised(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return plain
    .replace(/(\p{Extended_Pictographic}\uFE0F?)\s?(?:\1\s?)+/gu, '$1')
    .replace(/[.!?。…~\s]+$/u, '');
}

/** Its sequences of three characters; of a shorter text, the text itself. */
export function trigrams(text: string): ReadonlySet<string> {
  const characters = Array.from(text);
  if (characters.length < 3) return new Set([text]);
  return new Set(characters.slice(2).map((_, i) => characters.slice(i, i + 3).join('')));
}

/** The elements in both sets as a share of all elements, 0…1. */
export function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const member of one) if (other.has(member)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** Whether the index is above `limit`; sets of too different sizes are told apart without a look inside. */
export function isNear(one: ReadonlySet<string>, other: ReadonlySet<string>, limit: number): boolean {
  const canBeNear = Math.min(one.size, other.size) > limit * Math.max(one.size, other.size);
  return canBeNear && jaccard(one, other) > limit;
}
