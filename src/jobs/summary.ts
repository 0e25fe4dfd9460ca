// The summary of a server: every window once, oldest first, late ones marked.
import { DiscordAPIError, type Client, type GuildTextBasedChannel } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Deliveries } from '../deliver/event.ts';
import { postRightsIn } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { channelId, type GuildId } from '../ids.ts';
import type { SummaryFacts } from '../mood/summary.ts';
import { MINUTE, type Window } from '../mood/window.ts';
import { audienceOf, textsOf } from '../pipeline/audience.ts';
import type { Judging } from '../pipeline/judging.ts';
import { moodPlan, picture } from '../pipeline/pictures.ts';
import { ownPost, postOnce, shortId } from '../pipeline/postOnce.ts';
import { gatherSummary } from '../pipeline/summaries.ts';
import type { Painter } from '../report/charts/painter.ts';
import { withChart, type Chart } from '../report/message.ts';
import { summaryMessage } from '../report/summaryMessage.ts';
import { withinRights } from '../report/withinRights.ts';
import { words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import type { Job, Outcome } from './job.ts';
import { NO_REPORT_CHANNEL, reportChannel, verdicts } from './reportChannel.ts';
import { missedWindows, parseSchedule, windowOf } from './schedule.ts';

export interface SummaryOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly judging: Judging;
  readonly deliveries: Pick<Deliveries, 'deliver'>;
  /** None: summaries go without a chart. */
  readonly painter?: Painter;
}

/** After a long pause only the newest windows are caught up. */
const MOST_MISSED = 3;
const LATE = 10 * MINUTE;
const DONE: Outcome = { kind: 'done' };

export function summaryJob({ client, store, clock, judging, deliveries, painter }: SummaryOptions): Job {
  return {
    name: 'summary',
    async run({ guildId, dueAt, signal }) {
      if (guildId === null) return DONE;
      const settings = await store.settings.get(guildId);
      const schedule = parseSchedule(settings.summarySchedule, settings.timeZone);
      if (schedule === null || settings.reportChannelId === null) return DONE;
      const channel = await reportChannel(client, settings.reportChannelId);
      if (!channel) return NO_REPORT_CHANNEL;
      await verdicts(judging, clock, signal);
      for (const window of await windowsToPost(
        guildId,
        // A clock that was set back between the two shall not lead to a window that is not over.
        () => windowOf(schedule, Math.min(dueAt, clock.now())),
        (end) => missedWindows(schedule, end, clock.now(), MOST_MISSED),
      )) {
        if (signal.aborted) return { kind: 'retry', reason: 'stopped' };
        const outcome = await post(guildId, window, channel, settings);
        if (outcome.kind !== 'done') return outcome;
      }
      return DONE;
    },
  };

  /** What an interrupted run left unposted, and every window since. */
  async function windowsToPost(
    guildId: GuildId,
    last: () => Window,
    missed: (end: number) => Window[],
  ): Promise<Window[]> {
    const latest = await store.reports.latest(guildId, 'summary');
    if (!latest) return [last()];
    // One that is not over was begun before the clock was set back: its time comes again.
    const isUnposted = latest.messageId === null && latest.window.to <= clock.now();
    return [...(isUnposted ? [latest.window] : []), ...missed(latest.window.to)];
  }

  async function post(
    guildId: GuildId,
    window: Window,
    channel: GuildTextBasedChannel,
    { locale, timeZone, quietReports }: GuildSettings,
  ): Promise<Outcome> {
    const audience = audienceOf(client, guildId, channelId.parse(channel.id));
    const facts = await gatherSummary(store, guildId, window, clock.now() - window.to > LATE, audience);
    await store.reports.save({ guildId, kind: 'summary', window, facts, createdAt: clock.now() });
    if (facts.total === 0 && quietReports === 'none') return DONE; // kept, not posted
    const key = `summary:${guildId}:${window.from}`;
    const id = shortId(key);
    try {
      const texts = await textsOf(store, facts, audience);
      const payload = summaryMessage(facts, { words: words(locale), timeZone, id, guildId, texts });
      const chart = await chartOf(guildId, facts);
      const shown = withinRights(withChart(payload, chart), postRightsIn(channel));
      const posted = await postOnce(store.claims, clock, {
        key,
        send: (nonce) => channel.send({ ...shown, nonce, enforceNonce: true }),
        find: (since) => ownPost(channel, id, since),
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

  async function chartOf(guildId: GuildId, { total, window }: SummaryFacts): Promise<Chart | null> {
    if (!painter || total === 0) return null;
    return picture(painter, 'mood', await moodPlan(store, guildId, window));
  }
}
