// What all kinds of reports share: each window is reported once, oldest first, and none waits for another.
import { DiscordAPIError, type Client, type GuildTextBasedChannel } from 'discord.js';
import { postRightsIn } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import type { ChannelId, GuildId } from '../ids.ts';
import type { Window } from '../mood/window.ts';
import type { Judging } from '../pipeline/judging.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Report, ReportKind, Store } from '../store/store.ts';
import type { Schedule } from '../schedule/fires.ts';
import { parseSchedule } from '../schedule/schedule.ts';
import type { Job, Outcome } from './job.ts';
import {
  beginReport,
  giveUp,
  postReport,
  reportId,
  type Draft,
  type PostOptions,
  type ReportName,
} from './postReport.ts';
import { goneReason, REPORT_CHANNEL, reportChannel, waitForVerdicts, type Place } from './reportChannel.ts';

export interface ReportJobOptions extends Omit<PostOptions, 'store'> {
  readonly client: Client;
  readonly store: Store;
  readonly judging: Pick<Judging, 'caughtUp'>;
}

/** What a report is to be about. */
interface ReportOrder {
  readonly guildId: GuildId;
  readonly window: Window;
  /** When the run was due, milliseconds since 1970. */
  readonly dueAt: number;
  readonly settings: GuildSettings;
  /** The channel whose readers it is for. */
  readonly readIn: ChannelId;
  /** Names the report to people; every form of it has it in a footer. */
  readonly id: string;
}

interface About {
  readonly schedule: Schedule;
  readonly timeZone: string;
  readonly dueAt: number;
  /** Since when the report comes at these times (milliseconds since 1970): what ended before is not caught up. */
  readonly since: number;
}

/** What differs from one kind of report to another. */
export interface ReportPlan {
  readonly kind: ReportKind;
  readonly scheduleOf: (settings: GuildSettings) => string;
  /** Where it is posted; the report channel where nothing is said. */
  readonly channelOf?: (settings: GuildSettings) => ChannelId | null;
  /** What that channel is called, and that it alone is told: no letter goes elsewhere. The report channel unless given. */
  readonly onlyIn?: Place;
  /** Since when it comes at these times, milliseconds since 1970. */
  readonly sinceOf: (settings: GuildSettings) => number;
  /** Without the right to attach files there is nothing to post. */
  readonly isPicture: boolean;
  /** After a pause only the newest windows are reported, at most this many. */
  readonly mostDue: number;
  /** Windows that are over and came after a report (null: where there was none), oldest first, at most `mostDue`. */
  readonly windowsSince: (report: Report | null, about: About) => readonly Window[];
  /** Null where there is nothing to say. Throws where the signal aborts. */
  readonly draft: (order: ReportOrder, signal: AbortSignal) => Promise<Draft | null>;
}

const placeOf = ({ onlyIn }: Pick<ReportPlan, 'onlyIn'>): Place => onlyIn ?? REPORT_CHANNEL;

const OVERTAKEN = 'newer reports came before it could be posted';
const DONE: Outcome = { kind: 'done' };
const STOPPED: Outcome = { kind: 'retry', reason: 'stopped' };

/** A window that fails is tried again with the next run; the windows after it are posted anyway. */
export function reportJob(plan: ReportPlan, options: ReportJobOptions): Job {
  const { client, store, clock, judging } = options;
  const { kind } = plan;

  return {
    name: kind,
    async run({ guildId, dueAt, signal }) {
      if (guildId === null) return DONE;
      const settings = await store.settings.get(guildId);
      const { timeZone } = settings;
      const readIn = plan.channelOf ? plan.channelOf(settings) : settings.reportChannelId;
      const schedule = parseSchedule(plan.scheduleOf(settings), timeZone);
      if (schedule === null || readIn === null) return DONE;
      const channel = await reportChannel(client, readIn);
      await waitForVerdicts(judging, clock, signal);
      const about = { schedule, timeZone, dueAt, since: plan.sinceOf(settings) };
      const failures: string[] = [];
      for (const { window, isBegun } of await dueWindows(guildId, plan, about, options)) {
        if (signal.aborted) return STOPPED;
        const report = { guildId, kind, window };
        if (!channel && (isBegun || plan.onlyIn)) {
          // Its letter was handed over already, or it has none, and there is no channel to post in.
          failures.push(goneReason(placeOf(plan)));
          continue;
        }
        const order = { guildId, window, dueAt, settings, readIn, id: reportId(report) };
        const draft = await plan.draft(order, signal);
        if (!isBegun) await beginReport(report, draft, options);
        if (draft) failures.push(...(await failuresIn(report, { plan, draft }, channel, options)));
        else await store.reports.settle(report, { at: clock.now(), messageId: null, reason: null });
      }
      const [reason] = failures;
      return reason === undefined ? DONE : { kind: 'retry', reason };
    },
  };
}

/** The windows that wait to be posted and those that ended since. Waiting ones that are too old are given up. */
async function dueWindows(
  guildId: GuildId,
  plan: ReportPlan,
  about: About,
  options: ReportJobOptions,
): Promise<{ readonly window: Window; readonly isBegun: boolean }[]> {
  const { store, clock } = options;
  const { kind } = plan;
  const [latest, waiting] = await Promise.all([
    store.reports.latest(guildId, kind),
    store.reports.waiting(guildId, kind),
  ]);
  const begun: Report[] = [];
  for (const report of waiting) {
    // One that is not over was begun before the clock was set back: its time comes again.
    if (report.window.to > clock.now()) continue;
    // However its schedule was changed, one that was begun is posted, unless newer ones overtook it.
    if (plan.windowsSince(report, { ...about, since: 0 }).length < plan.mostDue) begun.push(report);
    else await giveUp({ guildId, kind, window: report.window }, OVERTAKEN, options);
  }
  return [
    ...begun.map(({ window }) => ({ window, isBegun: true })),
    ...plan.windowsSince(latest, about).map((window) => ({ window, isBegun: false })),
  ];
}

/** Why the report could not be posted; nothing where it was. */
async function failuresIn(
  report: ReportName,
  { plan, draft }: { readonly plan: ReportPlan; readonly draft: Draft },
  channel: GuildTextBasedChannel | null,
  options: ReportJobOptions,
): Promise<string[]> {
  const { kind } = plan;
  const place = placeOf(plan);
  if (!channel) return [goneReason(place)];
  if (plan.isPicture && !postRightsIn(channel).files) {
    return [`the ${kind} needs Attach Files in ${place.name}`];
  }
  try {
    await postReport(report, draft, channel, options);
    return [];
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) return [reasonOf(error)];
    return [`the ${kind} could not be posted in ${place.name} (${reasonOf(error)})`];
  }
}
