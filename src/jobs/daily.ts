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
      sinceOf: ({ reportsSince }) => reportsSince.daily,
      isPicture: false,

      mostDue: MOST_DUE,

      /** The last whole day; where reports were posted before, every day since that was not over when the time of the report was changed, and the day after the last report. */
      windowsSince(report, { timeZone, since }) {
        const days = wholeDays(timeZone, clock.now(), MOST_DUE);
        if (!report) return days.slice(-1);
        const { to: lastEnd } = report.window;
        return days.filter(({ from, to }) => to > lastEnd && (to > since || from <= lastEnd));
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
          // A day that waited for a new time of the report is not late.
          late:
            clock.now() - dueAt > LATE ||
            (window.to > settings.reportsSince.daily && window.to < (lastDay?.to ?? 0)),
        };
        const facts = await dailies.facts(about, signal);
        // The program stops, so the model's part is missing: the next run makes the report whole.
        signal.throwIfAborted();
        if (facts.counts.total + facts.waiting === 0 && quietReports === 'none') return null;
        const message = await dailies.message(facts, about, id, 'quotes');
        return { letter: { kind: 'daily', facts, message }, forms: dailies.forms(facts, about, id) };
      },
    },
    options,
  );
}
