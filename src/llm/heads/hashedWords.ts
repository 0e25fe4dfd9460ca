// The words of a text as numbers, for heads: what a model's state blurs, such as which slang was used, they still see.

const PART =
  /\p{Script=Han}|[\p{L}\p{N}'’]+?(?=\p{Script=Han}|[^\p{L}\p{N}'’]|$)|\p{Extended_Pictographic}/gu;

/** Together they never say more than this; half of it where there are few. */
const SAY = 4.4;
const FEW = 4;

/**
 * Words, Chinese characters and emoji, and each with its neighbour, counted in `size` places by their hash (Weinberger et
 * al. 2009, Feature Hashing for Large Scale Multitask Learning). Each that is there counts once, and the less the more there
 * are: in a long text single words say little.
 */
export function hashedWords(text: string, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  const parts = text.toLowerCase().match(PART) ?? [];
  const pairs = parts.slice(1).map((part, i) => `${parts[i] ?? ''} ${part}`);
  const all = new Set([...parts, ...pairs]);
  for (const one of all) {
    const place = hashOf(one) % size;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts.map((count) => (count * SAY) / (all.size + FEW));
}

/** FNV-1a, 32 bits, of UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
