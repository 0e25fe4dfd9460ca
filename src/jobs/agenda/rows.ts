// Translates between Agenda's rows and our own types.
import type { JobParameters } from 'agenda';
import { guildId } from '../../ids.ts';
import type { GuildId } from '../../ids.ts';
import { nextFire, type Schedule } from '../../schedule/fires.ts';
import type { JobFailure } from '../job.ts';
import type { Times } from './backend.ts';

/** What a job of ours carries; `guild` is "process" for jobs of the whole process. */
export interface JobData {
  readonly guild: string;
}

const PROCESS = 'process';

export function dataOf(guild: GuildId | null): JobData {
  return { guild: guild ?? PROCESS };
}

export function guildOf(data: unknown): GuildId | null {
  const { guild } = data as JobData;
  return guild === PROCESS ? null : guildId.parse(guild);
}

export function timesOf(schedule: Schedule, now: number): Times {
  return {
    repeatInterval: 'cron' in schedule ? schedule.cron : schedule.everyMs,
    repeatTimezone: schedule.timeZone ?? 'UTC',
    nextRunAt: new Date(nextFire(schedule, now)),
  };
}

export function scheduleOf({ repeatInterval, repeatTimezone = 'UTC' }: JobParameters): Schedule {
  return typeof repeatInterval === 'number'
    ? { everyMs: repeatInterval, timeZone: repeatTimezone }
    : { cron: repeatInterval ?? '', timeZone: repeatTimezone };
}

/** The row has this schedule, and a time at which it is due. */
export function hasTimes(row: JobParameters, times: Times): boolean {
  return (
    row.repeatInterval === times.repeatInterval &&
    row.repeatTimezone === times.repeatTimezone &&
    row.nextRunAt !== null
  );
}

/** The failure of the row's last run, if it failed. */
export function failureOf(row: JobParameters): JobFailure[] {
  const { name, data, failedAt, failReason = '', failCount = 1, lastFinishedAt } = row;
  if (!failedAt || (lastFinishedAt && failedAt < lastFinishedAt)) return [];
  return [
    { name, guildId: guildOf(data), failedAt: failedAt.getTime(), reason: failReason, failures: failCount },
  ];
}
