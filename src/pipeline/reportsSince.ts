// Since when a server wants its reports as it has them now. What ended before is not caught up: a change of the schedule
// is no pause of the bot.
import type { GuildSettings } from '../store/settings.ts';

const SCHEDULES = { summary: 'summarySchedule', daily: 'dailySchedule' } as const;

type DatedReport = keyof typeof SCHEDULES;
const DATED_REPORTS = Object.keys(SCHEDULES) as DatedReport[];

/** The changed settings, which remember the moment of the change (milliseconds since 1970) where it concerns when a report comes. */
export function withReportsSince(before: GuildSettings, after: GuildSettings, now: number): GuildSettings {
  const begun = DATED_REPORTS.filter((kind) => timesOf(after, kind) !== timesOf(before, kind));
  if (begun.length === 0) return after;
  const since = Object.fromEntries(begun.map((kind) => [kind, now]));
  return { ...after, reportsSince: { ...after.reportsSince, ...since } };
}

/** Equal for settings under which the report comes at the same times. Another channel is no other time; none at all is. */
const timesOf = (settings: GuildSettings, kind: DatedReport): string =>
  settings.reportChannelId === null || settings.leftAt !== null
    ? 'never'
    : `${settings[SCHEDULES[kind]]} ${settings.timeZone}`;
