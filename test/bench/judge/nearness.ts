// How near two texts are to each other, for the test that keeps the suite apart from what was fitted on.

/** A text without what changes nothing: case, width, spacing, closing punctuation, an emoji said again. */
export function normalised(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return plain
    .replace(/(\p{Extended_Pictographic}\uFE0F?)\s?(?:\1\s?)+/gu, '$1')
    .replace(/[.!?。…~\s]+$/u, '');
}

/** Runs of three characters; a shorter text is its own only one. */
export function trigrams(text: string): ReadonlySet<string> {
  const characters = Array.from(text);
  if (characters.length < 3) return new Set([text]);
  return new Set(characters.slice(2).map((_, i) => characters.slice(i, i + 3).join('')));
}

/** What two sets share of all they have, 0…1. */
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
