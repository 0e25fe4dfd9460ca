// How many threads an evaluation gets: as many as other programs leave cores for, and never more than are worth it.
//
// The threads of one evaluation wait for each other hundreds of times a pass, and spin meanwhile. One that shares
// its core with another program makes all the others wait until it has its turn again.

/** How fast one number of threads was of late. */
interface Speed {
  /** Tokens a second, the last pass counting half. */
  readonly rate: number;
  readonly passes: number;
}

/** What is known of passes of one size. */
interface Known {
  /** Tokens a second at the best of times. */
  readonly best: number;
  readonly byThreads: ReadonlyMap<number, Speed>;
}

export interface Pass {
  /** Tokens that were evaluated. */
  readonly tokens: number;
  readonly threads: number;
  readonly ms: number;
}

export interface ThreadCount {
  /** What the next evaluation gets: 1 to `most`. */
  readonly threads: number;
  readonly most: number;
  /** Readings in a row that showed room for more threads. */
  readonly roomy: number;
  readonly changedAt: number;
  /** No more threads before this moment, in milliseconds. */
  readonly notBefore: number;
  /** How long it stays down when more threads turn out to be slower, in milliseconds. */
  readonly hold: number;
  /** By size of pass, in powers of two: the first tokens of a pass cost more than the rest. */
  readonly known: ReadonlyMap<number, Known>;
}

/** A thread goes when less than about half a core is left for it, and comes back when a little more is. */
const DOWN = 0.45;
const UP = 0.6;
/** Readings in a row before more threads are tried: a busy program may only have taken a breath. */
const ROOMY = 3;
/** Passes before a small difference in speed is believed; a speed below half of another is believed at once. */
const ENOUGH = 3;
/** Milliseconds. */
export const HOLD = { first: 10_000, longest: 300_000 } as const;

/** `room` is the cores that other programs leave, `at` the time in milliseconds. */
export function startingWith(most: number, room: number, at: number): ThreadCount {
  const threads = within(most, Math.floor(room + DOWN));
  return { threads, most, roomy: 0, changedAt: at, notBefore: at, hold: HOLD.first, known: new Map() };
}

/** After a reading of the cores that other programs leave: fewer threads at once, more after a while. */
export function withRoom(count: ThreadCount, room: number, at: number): ThreadCount {
  const { threads, most } = count;
  if (room < threads - DOWN) return change(count, within(most, Math.floor(room + DOWN)), at);
  const fitting = within(most, Math.floor(room + UP));
  if (fitting <= threads) return { ...count, roomy: 0 };
  const roomy = count.roomy + 1;
  if (roomy < ROOMY || at < count.notBefore) return { ...count, roomy };
  return change({ ...count, known: forgetting(count.known, fitting) }, fitting, at);
}

/** After an evaluation: fewer threads where fewer are known to be faster, or where these stall. */
export function withPass(count: ThreadCount, pass: Pass, at: number): ThreadCount {
  const { threads } = count;
  if (pass.threads !== threads || pass.tokens <= 0 || pass.ms <= 0) return count;
  const size = Math.floor(Math.log2(pass.tokens));
  const { best, byThreads } = count.known.get(size) ?? { best: 0, byThreads: new Map<number, Speed>() };
  const speed = blended(byThreads.get(threads), (pass.tokens / pass.ms) * 1000);
  const seen = {
    best: Math.max(best, speed.rate),
    byThreads: new Map(byThreads).set(threads, speed),
  };
  const proven = threads === count.most && at - count.changedAt >= count.hold;
  const hold = proven ? HOLD.first : count.hold;
  const after = { ...count, known: new Map(count.known).set(size, seen), hold };
  const fewer = fasterThan(threads, speed, seen);
  if (fewer === undefined) return after;
  return change({ ...after, hold: Math.min(hold * 2, HOLD.longest), notBefore: at + hold }, fewer, at);
}

/** A smaller number of threads that is faster, as far as is known. */
function fasterThan(threads: number, speed: Speed, { best, byThreads }: Known): number | undefined {
  if (threads === 1) return undefined;
  const [fewer] = [...byThreads].filter(([n]) => n < threads).sort(([, a], [, b]) => b.rate - a.rate);
  // Nobody knows how fast fewer are, but these have lost more than one thread is worth.
  if (!fewer) return speed.rate < best / 2 ? threads - 1 : undefined;
  const [number, { rate }] = fewer;
  return speed.rate < rate * (speed.passes < ENOUGH ? 0.5 : 0.95) ? number : undefined;
}

function blended(before: Speed | undefined, rate: number): Speed {
  if (!before) return { rate, passes: 1 };
  return { rate: (before.rate + rate) / 2, passes: before.passes + 1 };
}

/** What was slow then may be fast now: more threads are measured afresh. */
function forgetting(known: ThreadCount['known'], threads: number): ThreadCount['known'] {
  const without = ({ best, byThreads }: Known): Known => ({
    best,
    byThreads: new Map([...byThreads].filter(([n]) => n !== threads)),
  });
  return new Map([...known].map(([size, one]) => [size, without(one)]));
}

function change(count: ThreadCount, threads: number, at: number): ThreadCount {
  return { ...count, threads, roomy: 0, changedAt: at };
}

function within(most: number, threads: number): number {
  return Math.max(1, Math.min(most, threads));
}
