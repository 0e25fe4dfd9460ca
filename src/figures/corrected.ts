// How many of a server's verdicts moderators corrected.
import type { GuildId } from '../ids.ts';
import { DAY } from '../mood/window.ts';
import type { Words } from '../report/words.ts';
import type { Store } from '../store/store.ts';

/** Days that are looked at. */
const DAYS = 30;

export interface CorrectedFacts {
  readonly days: number;
  readonly judged: number;
  readonly wrong: number;
}

/** Of the messages that were written in the last thirty days before `now` (milliseconds since 1970). */
export async function correctedFacts(
  { buckets, corrections }: Pick<Store, 'buckets' | 'corrections'>,
  guildId: GuildId,
  now: number,
): Promise<CorrectedFacts> {
  const window = { from: now - DAYS * DAY, to: now + 1 };
  const [{ total }, wrong] = await Promise.all([
    buckets.counts({ guildId, channelId: null }, window),
    corrections.count(guildId, window),
  ]);
  return { days: DAYS, judged: total, wrong };
}

/** Nobody checks every verdict, so the line claims no more than what was found wrong. Null where nothing was judged. */
export function correctedLine({ days, judged, wrong }: CorrectedFacts, words: Words): string | null {
  if (judged === 0) return null;
  return words(wrong === 0 ? 'verdicts.correctedNone' : 'verdicts.corrected', { wrong, judged, days });
}
