// After an import: do the buckets say what the messages say? Counted as `barometer doctor --recount` counts.
import type { Config } from '../config.ts';
import { BarometerError } from '../errors.ts';
import type { Drift, Store } from '../store/store.ts';
import { driftLine, hoursHeld } from './recounting.ts';
import type { Head } from './serverFile.ts';

class CountsDifferError extends BarometerError {
  constructor(
    readonly drifts: readonly [Drift, ...Drift[]],
    readonly mend: string,
  ) {
    super(
      `Buckets that are not what the messages say: ${drifts.length} (the first: ${driftLine(drifts[0])}). They were so in the file; ${mend} puts them right.`,
    );
  }
}

/** Compares the hours that the file has every message of, and that this store keeps. @throws CountsDifferError */
export async function checkCounts(
  store: Store,
  { server, exportedAt, historyDays }: Head,
  { HISTORY_DAYS }: Pick<Config, 'HISTORY_DAYS'>,
  now: number,
): Promise<void> {
  const days = Math.min(historyDays ?? HISTORY_DAYS, HISTORY_DAYS);
  const [here, there] = [hoursHeld(HISTORY_DAYS, now), hoursHeld(days, Date.parse(exportedAt))];
  const window = { from: Math.max(here.from, there.from), to: here.to };
  const [first, ...more] = await store.recount(window, false, server);
  if (!first) return;
  // With more days it would take the older buckets of that server away, whose messages are gone.
  const variable = days < HISTORY_DAYS ? `HISTORY_DAYS=${days} ` : '';
  throw new CountsDifferError([first, ...more], `${variable}barometer doctor --recount --repair`);
}
