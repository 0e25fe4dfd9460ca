// `barometer doctor --recount`: do the buckets say what the messages say?
import { parseConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Counts } from '../mood/counts.ts';
import { DAY, HOUR, type Window } from '../mood/window.ts';
import type { Drift } from '../store/store.ts';
import type { Surroundings } from './command.ts';
import { openStore } from './store.ts';

/** Compares the counts with the messages of HISTORY_DAYS; the exit code. */
export async function recounted(
  repair: boolean,
  { variables, stdout, stderr }: Surroundings,
): Promise<number> {
  const config = parseConfig(variables);
  const opened = await openStore(config, createLog(config.LOG_LEVEL, stderr.isTTY));
  try {
    const window = hoursHeld(config.HISTORY_DAYS, Date.now());
    stdout.write(`The hours from ${minute(window.from)} to ${minute(window.to)}:\n`);
    const drifts = await opened.store.recount(window, repair);
    for (const drift of drifts) stdout.write(`${driftLine(drift)}\n`);
    stdout.write(`${conclusion(drifts.length, repair)}\n`);
    return drifts.length > 0 && !repair ? 1 : 0;
  } finally {
    await opened.close();
  }
}

/**
 * The hours whose messages are all held at a moment where messages are kept for so many days; one more is left out at the
 * old end, since messages expire meanwhile.
 */
export function hoursHeld(days: number, now: number): Window {
  const from = Math.ceil((now - days * DAY) / HOUR + 1) * HOUR;
  return { from, to: Math.ceil(now / HOUR) * HOUR + DAY };
}

export function driftLine({ scope, grain, at, held, counted }: Drift): string {
  const place = scope.channelId === null ? 'all channels' : `channel ${scope.channelId}`;
  const bucket = grain === 'quarter' ? 'quarter-hour' : grain;
  return `server ${scope.guildId}, ${place}, ${bucket} of ${minute(at)}: held ${figures(held)}, recounted ${figures(counted)}`;
}

function figures({ total, positive, neutral, negative, uncertain }: Counts): string {
  return `${total} (${positive} positive, ${neutral} neutral, ${negative} negative; ${uncertain} uncertain)`;
}

function conclusion(drifts: number, repair: boolean): string {
  if (drifts === 0) return 'Every bucket is what its messages say.';
  const what = drifts === 1 ? '1 bucket differed' : `${drifts} buckets differed`;
  return repair ? `${what} and ${drifts === 1 ? 'was' : 'were'} put right.` : `${what}: --repair puts right.`;
}

const minute = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`;
