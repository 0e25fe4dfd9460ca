// Reports that Discord did not take: which, of when, and why.
import { escapeMarkdown } from 'discord.js';
import { moment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { Report } from '../../store/store.ts';

/** How long they are told, in milliseconds. */
export const TOLD_FOR = 7 * 24 * 3_600_000;
/** The most of them: a field of an embed holds 1,024 characters. */
export const MOST_TOLD = 4;
const LONGEST_REASON = 120;

/** One line a report; the reasons come from outside. */
export function givenUpLines(reports: readonly Report[], words: Words): string {
  return reports
    .map(({ kind, window, settledAt, reason }) =>
      words('status.givenUpLine', {
        kind: words(`status.report.${kind}`),
        from: moment(window.from, 'f'),
        when: moment(settledAt ?? window.to, 'R'),
        reason: escapeMarkdown((reason ?? '').slice(0, LONGEST_REASON)),
      }),
    )
    .join('\n');
}
