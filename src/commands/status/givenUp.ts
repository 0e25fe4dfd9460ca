// The lines of /status about reports that could not be posted.
import { escapeMarkdown } from 'discord.js';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { Report, ReportKind } from '../../store/store.ts';

/** How long /status shows them, in milliseconds. */
export const TOLD_FOR = 7 * 24 * 3_600_000;
/** The most that are shown: a field of an embed holds 1,024 characters. */
export const MOST_TOLD = 4;
const LONGEST_REASON = 120;

/** One line for each report. Reasons come from outside, so they are escaped. */
export function givenUpLines(reports: readonly Report[], words: Words): string {
  return reports
    .map(({ kind, window, settledAt, reason }) =>
      words('status.givenUpLine', {
        kind: words(`status.report.${reportOf(kind)}`),
        from: moment(window.from, 'f'),
        when: moment(settledAt ?? window.to, 'R'),
        reason: escapeMarkdown((reason ?? '').slice(0, LONGEST_REASON)),
      }),
    )
    .join('\n');
}

const reportOf = (kind: ReportKind): 'summary' | 'daily' | 'cloud' | 'role' =>
  kind === 'summary' || kind === 'daily' || kind === 'cloud' ? kind : 'role';
