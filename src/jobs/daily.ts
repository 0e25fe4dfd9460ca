// The daily report: every local day once, oldest first, late ones marked.
import { DiscordAPIError, type Client, type GuildTextBasedChannel } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliver/event.ts';
import { everyoneSees } from '../discord/audience.ts';
import { postRightsIn } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { channelId, type ChannelId, type GuildId } from '../ids.ts';
import { wholeDays } from '../mood/localDay.ts';
import { MINUTE, type Window } from '../mood/window.ts';
import { DAILY_DAYS, type Dailies } from '../pipeline/daily/report.ts';
import type { Judging } from '../pipeline/judging.ts';
import { ownPost, postOnce, shortId } from '../pipeline/postOnce.ts';
import { withinRights } from '../report/withinRights.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import type { Job, Outcome } from './job.ts';
import { NO_REPORT_CHANNEL, reportChannel, verdicts } from './reportChannel.ts';
import { parseSchedule } from './schedule.ts';

export interface DailyOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly judging: Pick<Judging, 'caughtUp'>;
  readonly dailies: Dailies;
  readonly deliveries: Pick<Deliveries, 'deliver'>;
}

/** After a long pause only the newest days are caught up. */
const MOST_MISSED = 3;
const LATE = 30 * MINUTE;
const DONE: Outcome = { kind: 'done' };

interface Due {
  readonly day: Window;
  readonly late: boolean;
}

export function dailyJob({ client, store, clock, judging, dailies, deliveries }: DailyOptions): Job {
  return {
    name: 'daily',
    async run({ guildId, dueAt, signal }) {
      if (guildId === null) return DONE;
      const settings = await store.settings.get(guildId);
      if (parseSchedule(settings.dailySchedule, settings.timeZone) === null) return DONE;
      if (settings.reportChannelId === null) return DONE;
      const due = await daysToPost(guildId, settings, dueAt);
      if (due.length === 0) return DONE;
      const channel = await reportChannel(client, settings.reportChannelId);
      if (!channel) return NO_REPORT_CHANNEL;
      await verdicts(judging, clock, signal);
      for (const one of due) {
        if (signal.aborted) return { kind: 'retry', reason: 'stopped' };
        const outcome = await post(guildId, one, channel, settings, signal);
        if (outcome.kind !== 'done') return outcome;
      }
      return DONE;
    },
  };

  /** The last whole day; where reports were posted before, what was left unposted and every day since. */
  async function daysToPost(guildId: GuildId, { timeZone }: GuildSettings, dueAt: number): Promise<Due[]> {
    const isLate = clock.now() - dueAt > LATE;
    const latest = await store.reports.latest(guildId, 'daily');
    const days = wholeDays(timeZone, clock.now(), MOST_MISSED);
    const since = latest ? days.filter(({ to }) => to > latest.window.to) : days.slice(-1);
    // A day that is not over was begun before the clock was set back: its time comes again.
    const isUnposted = latest?.messageId === null && latest.window.to <= clock.now();
    const unposted = isUnposted ? [{ day: latest.window, late: isLate }] : [];
    return [...unposted, ...since.map((day, index) => ({ day, late: isLate || index < since.length - 1 }))];
  }

  async function post(
    guildId: GuildId,
    { day, late }: Due,
    channel: GuildTextBasedChannel,
    settings: GuildSettings,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const readIn = channelId.parse(channel.id);
    const about = {
      guildId,
      days: [...wholeDays(settings.timeZone, day.from, DAILY_DAYS - 1), day],
      isReadable: (id: ChannelId) => everyoneSees(client, id, readIn),
      locale: settings.locale,
      timeZone: settings.timeZone,
      late,
    };
    const facts = await dailies.facts(about, signal);
    if (signal.aborted) return { kind: 'retry', reason: 'stopped' };
    await store.reports.save({ guildId, kind: 'daily', window: day, facts, createdAt: clock.now() });
    if (facts.counts.total === 0 && settings.quietReports === 'none') return DONE; // kept, not posted
    const key = `daily:${guildId}:${day.from}`;
    const id = shortId(key);
    try {
      const payload = await dailies.message(facts, about, id);
      const illustrated = await dailies.illustrated(payload, facts, about);
      const shown = withinRights(illustrated, postRightsIn(channel));
      const posted = await postOnce(store.claims, clock, {
        key,
        send: (nonce) => channel.send({ ...shown, nonce, enforceNonce: true }),
        find: (since) => ownPost(channel, id, since),
      });
      // Before the day counts as posted: a crash in between brings us here again, and told twice is delivered once.
      await deliveries.deliver({ kind: 'daily', guildId, key, facts, message: payload, at: day.to });
      if (posted) await store.reports.setMessage(guildId, 'daily', day.from, posted);
      return DONE;
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error;
      return {
        kind: 'retry',
        reason: `the daily report could not be posted in the report channel (${reasonOf(error)})`,
      };
    }
  }
}
