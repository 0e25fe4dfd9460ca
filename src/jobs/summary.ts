// The summary of a server: every window once, oldest first, late ones marked.
import { DiscordAPIError, type Client, type GuildTextBasedChannel } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliver/event.ts';
import { reasonOf } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import { MINUTE, type Window } from '../mood/window.ts';
import type { Judging } from '../pipeline/judging.ts';
import { ownPost, postOnce } from '../pipeline/postOnce.ts';
import { gatherSummary } from '../pipeline/summaries.ts';
import { summaryMessage } from '../report/summaryMessage.ts';
import { words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import type { Job, Outcome } from './job.ts';
import { missedWindows, parseSchedule, windowOf } from './schedule.ts';

export interface SummaryOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly judging: Judging;
  readonly deliveries: Pick<Deliveries, 'deliver'>;
}

/** After a long pause only the newest windows are caught up. */
const MOST_MISSED = 3;
const LATE = 10 * MINUTE;
/** How long a summary waits for messages of its window that still wait for a verdict. */
const PATIENCE = MINUTE;
const DONE: Outcome = { kind: 'done' };

export function summaryJob({ client, store, clock, judging, deliveries }: SummaryOptions): Job {
  return {
    name: 'summary',
    async run({ guildId, dueAt, signal }) {
      if (guildId === null) return DONE;
      const settings = await store.settings.get(guildId);
      const schedule = parseSchedule(settings.summarySchedule, settings.timeZone);
      if (schedule === null || settings.reportChannelId === null) return DONE;
      const channel = await client.channels.fetch(settings.reportChannelId).catch(() => null);
      if (!channel?.isTextBased() || channel.isDMBased()) {
        return {
          kind: 'retry',
          reason: 'the report channel is gone or hidden: choose one with /settings reports',
        };
      }
      await caughtUp(signal);
      for (const window of await windowsToPost(
        guildId,
        () => windowOf(schedule, dueAt),
        (end) => missedWindows(schedule, end, clock.now(), MOST_MISSED),
      )) {
        if (signal.aborted) return { kind: 'retry', reason: 'stopped' };
        const outcome = await post(guildId, window, channel, settings);
        if (outcome.kind !== 'done') return outcome;
      }
      return DONE;
    },
  };

  async function caughtUp(signal: AbortSignal): Promise<void> {
    const patience = new AbortController();
    const waited = clock.wait(PATIENCE, AbortSignal.any([signal, patience.signal])).catch(() => undefined);
    const done = new AbortController();
    await Promise.race([waited, judging.caughtUp(AbortSignal.any([signal, done.signal]))]);
    patience.abort();
    done.abort();
  }

  /** What an interrupted run left unposted, and every window since. */
  async function windowsToPost(
    guildId: GuildId,
    last: () => Window,
    missed: (end: number) => Window[],
  ): Promise<Window[]> {
    const latest = await store.reports.latest(guildId, 'summary');
    if (!latest) return [last()];
    return [...(latest.messageId === null ? [latest.window] : []), ...missed(latest.window.to)];
  }

  async function post(
    guildId: GuildId,
    window: Window,
    channel: GuildTextBasedChannel,
    { locale, timeZone }: GuildSettings,
  ): Promise<Outcome> {
    const facts = await gatherSummary(store, guildId, window, clock.now() - window.to > LATE);
    await store.reports.save({ guildId, kind: 'summary', window, facts, createdAt: clock.now() });
    if (facts.total === 0) return DONE; // a quiet window is kept, not posted
    const key = `summary:${guildId}:${window.from}`;
    try {
      const payload = summaryMessage(facts, words(locale), timeZone, key);
      const posted = await postOnce(store.claims, clock, {
        key,
        send: (nonce) => channel.send({ ...payload, nonce, enforceNonce: true }),
        find: () => ownPost(channel, key),
      });
      // Before the window counts as posted: a crash in between brings us here again, and told twice is delivered once.
      const event = { kind: 'summary', guildId, key, facts, message: payload, at: window.to } as const;
      await deliveries.deliver(event);
      if (posted) await store.reports.setMessage(guildId, 'summary', window.from, posted);
      return DONE;
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error;
      return {
        kind: 'retry',
        reason: `the summary could not be posted in the report channel (${reasonOf(error)})`,
      };
    }
  }
}
