// The channel of a server's reports, and how long a report waits for verdicts.
import type { Client, GuildTextBasedChannel } from 'discord.js';
import { endsWithin } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import type { ChannelId } from '../ids.ts';
import { MINUTE } from '../mood/window.ts';
import type { Judging } from '../pipeline/judging.ts';

/** How long a report waits for messages of its window that still wait for a verdict. */
const PATIENCE = MINUTE;

export const NO_REPORT_CHANNEL = 'the report channel is gone or hidden: choose one with /settings reports';

/** Null where it is gone or hidden. */
export async function reportChannel(client: Client, id: ChannelId): Promise<GuildTextBasedChannel | null> {
  const channel = await client.channels.fetch(id).catch(() => null);
  return channel?.isTextBased() && !channel.isDMBased() ? channel : null;
}

/** Resolves when everything is judged, when the signal aborts, or after a minute. */
export async function waitForVerdicts(
  judging: Pick<Judging, 'caughtUp'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  await endsWithin(judging.caughtUp(either), PATIENCE, clock);
  over.abort();
}
