// The part that posts by the clock: the jobs, their scheduler, and the timetable of each server.
import type { GuildId } from '../../ids.ts';
import { createScheduler, type JobsBackend } from '../../jobs/agenda/index.ts';
import { cloudJob } from '../../jobs/cloud.ts';
import { dailyJob } from '../../jobs/daily.ts';
import { expireJob } from '../../jobs/expire.ts';
import type { Scheduler } from '../../jobs/job.ts';
import { markJob } from '../../jobs/marks.ts';
import { roleJob } from '../../jobs/roleJob.ts';
import { summaryJob } from '../../jobs/summary.ts';
import { createTimetables } from '../../jobs/timetable.ts';
import type { Roles } from '../../llm/role/runner.ts';
import type { Writer } from '../../llm/writer.ts';
import { createDailies, type Dailies } from '../../pipeline/daily/report.ts';
import type { Judging } from '../../pipeline/judging.ts';
import { ROLE_SLOTS } from '../../store/roleJobs.ts';
import type { Base } from './base.ts';

export interface ReportingOptions {
  readonly backend: JobsBackend;
  readonly writer: Writer;
  readonly roles: Roles;
  readonly judging: Judging;
}

export interface Reporting {
  readonly dailies: Dailies;
  readonly scheduler: Scheduler;
  /** Brings the jobs of a server in line with its settings, at once. */
  readonly reschedule: (guildId: GuildId) => Promise<void>;
}

export function openReporting(base: Base, { backend, writer, roles, judging }: ReportingOptions): Reporting {
  const { client, store, clock, log, painter, deliveries, signal, config, ops } = base;
  const dailies = createDailies({ client, store, clock, log, writer, painter });
  const reporting = { client, store, clock, log, judging, deliveries };
  const jobs = [
    summaryJob({ ...reporting, painter }),
    cloudJob({ ...reporting, painter }),
    markJob({ client, store, clock, log, judging }),
    dailyJob({ ...reporting, dailies }),
    ...ROLE_SLOTS.map((slot) => roleJob(slot, { ...reporting, roles })),
    expireJob({ store, clock, retentionDays: config.RETENTION_DAYS, historyDays: config.HISTORY_DAYS }),
  ].map(ops.instruments.job);
  const scheduler = createScheduler({ backend, jobs, log, clock });
  const reschedule = createTimetables({ settings: store.settings, scheduler, clock, log, signal });
  return { dailies, scheduler, reschedule };
}
