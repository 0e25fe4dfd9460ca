// The summary of a server: every window once, oldest first, late ones marked.
import type { GuildId } from '../ids.ts';
import type { SummaryFacts } from '../mood/summary.ts';
import { MINUTE } from '../mood/window.ts';
import { audienceOf, textsOf } from '../pipeline/audience.ts';
import { moodPlan, picture } from '../pipeline/pictures.ts';
import { gatherSummary } from '../pipeline/summaries.ts';
import type { Painter } from '../report/charts/painter.ts';
import { DETAILS, type Detail } from '../report/detail.ts';
import { withChart, type Chart } from '../report/message.ts';
import { summaryMessage } from '../report/summaryMessage.ts';
import { wordsIn } from '../report/words.ts';
import type { Job } from './job.ts';
import { reportJob, type ReportJobOptions } from './reportJob.ts';
import { owedWindows, windowOf } from '../schedule/windows.ts';

export interface SummaryOptions extends ReportJobOptions {
  /** None: summaries go without a chart. */
  readonly painter?: Painter;
}

/** After a long pause only the newest windows are caught up. */
const MOST_DUE = 3;
const LATE = 10 * MINUTE;

export function summaryJob({ painter, ...options }: SummaryOptions): Job {
  const { client, store, clock } = options;

  async function chartOf(guildId: GuildId, { total, window }: SummaryFacts): Promise<Chart | null> {
    if (!painter || total === 0) return null;
    return picture(painter, 'mood', await moodPlan(store, { guildId, channelId: null }, window));
  }

  return reportJob(
    {
      kind: 'summary',
      scheduleOf: ({ summarySchedule }) => summarySchedule,
      sinceOf: ({ reportsSince }) => reportsSince.summary,
      isPicture: false,

      mostDue: MOST_DUE,

      windowsSince: (report, { schedule, dueAt, since }) =>
        report
          ? owedWindows(schedule, { lastEnd: report.window.to, since }, clock.now(), MOST_DUE)
          : // A clock that was set back meanwhile shall not lead to a window that is not over.
            [windowOf(schedule, Math.min(dueAt, clock.now()))],

      async draft({ guildId, window, settings, readIn, id }) {
        const { locale, timeZone, quietReports } = settings;
        const audience = audienceOf(client, guildId, readIn);
        const late = clock.now() - window.to > LATE;
        const facts = await gatherSummary(store, guildId, window, late, audience);
        if (facts.total + facts.waiting === 0 && quietReports === 'none') return null;
        const texts = await textsOf(store, facts, audience);
        const look = { words: wordsIn(locale), timeZone, id, guildId, texts };
        const message = (detail: Detail) => summaryMessage(facts, { ...look, detail });
        return {
          letter: { kind: 'summary', facts, message: message('quotes') },
          forms: DETAILS.map((detail) => async () => {
            const chart = detail === 'figures' ? null : await chartOf(guildId, facts);
            return withChart(message(detail), chart);
          }),
        };
      },
    },
    options,
  );
}
