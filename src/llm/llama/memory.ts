// Whether the machine has the memory that a model takes.

/** Bytes beside the weights: vocabulary, contexts and the rest of the bot, as bench:speed measures them. */
const BESIDE = 270e6;

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

/** What to tell who runs the bot when `free` bytes are few for a file of `weights` bytes; else null. */
export function shortage(weights: number, free: number): string | null {
  const needed = weights + BESIDE;
  if (free >= needed) return null;
  return `The bot takes about ${megabytes(needed)} MB of memory and ${megabytes(free)} MB are free: it may be slow or be stopped by the system. Free some, or take a smaller model (MODEL=smollm2-135m).`;
}
