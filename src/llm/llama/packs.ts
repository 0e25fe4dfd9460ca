// Which messages share a forward pass.

/** Messages of one forward pass at most: each needs a sequence that holds the prefix, 12 kB of memory a token. */
export const SEQUENCES = 4;
/** Tokens of one forward pass at most; the buffer of logits grows with it (152 k words each). */
export const BATCH = 128;
/** Tokens that the processor multiplies together; those left over cost almost a pass each (14 are slower than 16). */
const TOGETHER = 4;

interface Item {
  readonly tokens: readonly unknown[];
}

/** Messages that are evaluated together, each filled up to `length` tokens. */
export interface Pack<T> {
  readonly items: readonly T[];
  readonly length: number;
}

/**
 * Packs of at most SEQUENCES items and, unless one alone is longer, BATCH tokens. llama.cpp evaluates sequences
 * of different lengths in as many passes as there are lengths, so those of a pack are made equal; the shortest
 * come first, so that little is filled up.
 */
export function packed<T extends Item>(items: readonly T[]): Pack<T>[] {
  const packs: Pack<T>[] = [];
  let pack: T[] = [];
  const close = () => {
    if (pack.length > 0) packs.push({ items: pack, length: filled(pack) });
    pack = [];
  };
  for (const item of [...items].sort((a, b) => a.tokens.length - b.tokens.length)) {
    if (pack.length === SEQUENCES || (pack.length + 1) * filled([...pack, item]) > BATCH) close();
    pack.push(item);
  }
  close();
  return packs;
}

/** What one forward pass takes each: between two of them a stop is heard. */
export function passes<T>(tokens: readonly T[]): T[][] {
  const count = Math.ceil(tokens.length / BATCH);
  return Array.from({ length: count }, (_, n) => tokens.slice(n * BATCH, (n + 1) * BATCH));
}

/** Tokens of the last, which is the longest, and so many more that the whole pack is no broken number of TOGETHER. */
function filled(pack: readonly Item[]): number {
  let length = pack.at(-1)?.tokens.length ?? 0;
  while ((length * pack.length) % TOGETHER !== 0) length += 1;
  return length;
}
