// Which messages share a forward pass.

/** Messages of one forward pass at most: each needs a sequence that holds the prefix. */
export const SEQUENCES = 8;
/** Tokens of one forward pass at most; the buffer of logits grows with it (152 k words each). */
export const BATCH = 128;

interface Item {
  readonly tokens: readonly unknown[];
}

/**
 * Packs of at most SEQUENCES items and, unless one alone is longer, BATCH tokens, shortest items first: full
 * passes use the processor best, and a pack that overflows would cost a second, small one.
 * @param extra tokens that every item has besides its own
 */
export function packed<T extends Item>(items: readonly T[], extra: number): T[][] {
  const packs: T[][] = [];
  let pack: T[] = [];
  let size = 0;
  for (const item of [...items].sort((a, b) => a.tokens.length - b.tokens.length)) {
    const length = item.tokens.length + extra;
    if (pack.length > 0 && (pack.length === SEQUENCES || size + length > BATCH)) {
      packs.push(pack);
      pack = [];
      size = 0;
    }
    pack.push(item);
    size += length;
  }
  if (pack.length > 0) packs.push(pack);
  return packs;
}
