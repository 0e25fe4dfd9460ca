// The channel of a server's reports, and how long a report waits for verdicts.
import type { Client, GuildTextBasedChannel } from 'discord.js';
import { endsWithin } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import type { ChannelId } from '../ids.ts';
import { MINUTE } from '../mood/window.ts';
import type { Judging } from '../pipeline/judging.ts';

/** How long a report waits for messages of its window that still wait for a verdict. */
const PATIENCE = MINUTE;

/** Where a kind of report is posted, as /status names it, and what mends it where it is gone. */
export interface Place {
  readonly name: string;
  readonly mend: string;
}

export const REPORT_CHANNEL: Place = {
  name: 'the report channel',
  mend: 'choose one with /settings reports',
};

/** Why nothing can be posted there. */
export const goneReason = ({ name, mend }: Place): string => `${name} is gone or hidden: ${mend}`;

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
