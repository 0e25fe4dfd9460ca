// How many people wrote in a window: counted exactly where that is cheap and possible, else estimated from sketches.
import { DAY, type Window } from '../mood/window.ts';

interface AuthorCounts {
  /** Distinct authors of the messages that are held. */
  readonly exact: () => Promise<number>;
  /** Distinct authors estimated from the sketches of the UTC days that the window touches. */
  readonly estimated: () => Promise<number>;
  /** Judged messages in the buckets. */
  readonly total: () => Promise<number>;
}

/** Exact for windows of a day at most, estimated for longer ones and for windows whose messages have expired. */
export async function countAuthors(window: Window, counts: AuthorCounts): Promise<number> {
  if (window.to - window.from > DAY) return counts.estimated();
  const exact = await counts.exact();
  // Messages are deleted after HISTORY_DAYS; buckets and sketches stay.
  const hasExpired = exact === 0 && (await counts.total()) > 0;
  return hasExpired ? counts.estimated() : exact;
}
