// A spike in words: is something wrong, where, since when, who is affected, what can be done.
import type { ChannelId, RoleId } from '../ids.ts';
import type { Evidence } from '../mood/evidence.ts';
import { negativeBar } from './bar.ts';
import { COLOURS, type ReportMessage } from './message.ts';
import { duration, moment } from './times.ts';
import type { Words } from './words.ts';

export interface IncidentFacts {
  readonly channelId: ChannelId;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** Null while it lasts. */
  readonly resolvedAt: number | null;
  /** Mentioned while the incident is open; null: nobody. */
  readonly alertRoleId: RoleId | null;
  /** Stands in the footer, so that a post whose fate is unknown can be found again. */
  readonly key: string;
}

export function alertMessage(evidence: Evidence, incident: IncidentFacts, words: Words): ReportMessage {
  const { negative, total, expected, interval, authors, since } = evidence;
  const { resolvedAt, openedAt, alertRoleId } = incident;
  const channel = `<#${incident.channelId}>`;
  const lasted = resolvedAt === null ? null : duration(resolvedAt - openedAt, words);
  const role = lasted === null ? alertRoleId : null;
  const headline =
    lasted === null
      ? words('alert.headline', { channel, negative, total })
      : words('alert.resolved', { channel, duration: lasted });
  const shown = expected < 2 ? expected : Math.round(expected);
  const [low, high] = interval;
  return {
    content: role === null ? headline : `<@&${role}> ${headline}`,
    embeds: [
      {
        title: lasted === null ? words('alert.title') : words('alert.resolvedTitle', { duration: lasted }),
        color: lasted === null ? COLOURS.bad : COLOURS.good,
        description: [
          words('alert.evidence', { negative, total, expected: shown, low, high }),
          `${negativeBar(negative / total)} ${words('alert.now')}`,
          `${negativeBar(expected / total)} ${words('alert.normally')}`,
        ].join('\n'),
        fields: [
          { name: words('alert.since'), value: sinceText(since, openedAt, words), inline: true },
          { name: words('alert.authors'), value: words('alert.authorsValue', { authors }), inline: true },
          ...(lasted === null ? [{ name: words('alert.doing'), value: words('alert.acting') }] : []),
        ],
        footer: { text: incident.key },
      },
    ],
    allowedMentions: role === null ? { parse: [] } : { parse: [], roles: [role] },
  };
}

/** When it began; evidence of a long incident may start later than the incident itself. */
function sinceText(since: number, openedAt: number, words: Words): string {
  const began = Math.min(since, openedAt);
  return words('alert.sinceValue', { at: moment(began, 't'), ago: moment(began, 'R') });
}
