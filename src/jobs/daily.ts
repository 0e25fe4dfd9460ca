// The daily report: every local day once, oldest first, late ones marked.
import { everyoneSees } from '../discord/audience.ts';
import type { ChannelId } from '../ids.ts';
import { wholeDays } from '../mood/localDay.ts';
import { MINUTE } from '../mood/window.ts';
import { DAILY_DAYS, type Dailies } from '../pipeline/daily/report.ts';
import type { Job } from './job.ts';
import { reportJob, type ReportJobOptions } from './reportJob.ts';

export interface DailyOptions extends ReportJobOptions {
  readonly dailies: Dailies;
}

/** After a long pause only the newest days are caught up. */
const MOST_DUE = 3;
const LATE = 30 * MINUTE;

export function dailyJob({ dailies, ...options }: DailyOptions): Job {
  const { client, clock } = options;
  return reportJob(
    {
      kind: 'daily',
      scheduleOf: ({ dailySchedule }) => dailySchedule,
      isPicture: false,

      mostDue: MOST_DUE,

      /** The last whole day; where reports were posted before, every day since. */
      windowsSince(report, { timeZone }) {
        const days = wholeDays(timeZone, clock.now(), MOST_DUE);
        return report ? days.filter(({ to }) => to > report.window.to) : days.slice(-1);
      },

      async draft({ guildId, window, dueAt, settings, readIn, id }, signal) {
        const { timeZone, locale, quietReports } = settings;
        const [lastDay] = wholeDays(timeZone, clock.now(), 1);
        const about = {
          guildId,
          days: [...wholeDays(timeZone, window.from, DAILY_DAYS - 1), window],
          isReadable: (channel: ChannelId) => everyoneSees(client, channel, readIn),
          locale,
          timeZone,
          late: clock.now() - dueAt > LATE || window.to < (lastDay?.to ?? 0),
        };
        const facts = await dailies.facts(about, signal);
        // The program stops, so the model's part is missing: the next run makes the report whole.
        signal.throwIfAborted();
        if (facts.counts.total === 0 && quietReports === 'none') return null;
        const message = await dailies.message(facts, about, id, 'quotes');
        return { letter: { kind: 'daily', facts, message }, forms: dailies.forms(facts, about, id) };
      },
    },
    options,
  );
}
