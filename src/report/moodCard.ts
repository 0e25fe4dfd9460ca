// The answer to /mood: for a channel or the server, and for oneself.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { ChannelId } from '../ids.ts';
import type { Activity } from '../mood/activity.ts';
import type { Counts } from '../mood/counts.ts';
import type { IncidentFacts } from '../mood/incident.ts';
import { levelOf } from '../mood/level.ts';
import { moodOf, type Change } from '../mood/mood.ts';
import type { Window } from '../mood/window.ts';
import { moodBar } from './bar.ts';
import { changeText, colourOf, doubtText, headline, sharesLines, waitingLines } from './headline.ts';
import { incidentFields } from './incidentLine.ts';
import { COLOURS, quiet, type ReportMessage } from './message.ts';
import { period } from './times.ts';
import type { Words } from './words.ts';

export interface MoodFacts {
  /** A channel, or the whole server where null. */
  readonly channelId: ChannelId | null;
  readonly counts: Counts;
  /** From the period before, of the same length; null where there is too little to compare. */
  readonly change: Change | null;
  /** Messages of that time that are not judged yet. */
  readonly waiting: number;
  /** Incidents that touch that time, in channels that readers may see. */
  readonly incidents: readonly IncidentFacts[];
  /** Distinct authors, ≈. */
  readonly authors: number;
  /** The time that the counts cover; null where there is no message. */
  readonly window: Window | null;
  /** How many messages were asked for, where it was messages. */
  readonly messages: number | null;
}

/** How a channel or the server feels. */
export function moodCard(facts: MoodFacts, words: Words): ReportMessage {
  if (facts.counts.total === 0) return quiet(emptyCard(facts, words('mood.titleNone'), words));
  const authors = {
    name: words('mood.authors'),
    value: words('mood.authorsValue', { n: facts.authors }),
    inline: true,
  };
  return quiet(cardOf(facts, headline(facts, words), [authors], words));
}

/** How one person feels, for that person's eyes alone: send it ephemeral. */
export function myMoodCard(facts: MoodFacts, words: Words, activity?: Activity): ReportMessage {
  const mine = activity ? [activityField(activity, words)] : [];
  const title = words('mood.mineTitle', { headline: headline(facts, words) });
  const embed =
    facts.counts.total > 0
      ? cardOf(facts, title, mine, words)
      : emptyCard(facts, words('mood.mineTitleNone'), words);
  return quiet({ ...embed, footer: { text: words('mood.mineNote') } });
}

function activityField({ total, usual, level }: Activity, words: Words) {
  const messages =
    usual === null
      ? words('daily.messages', { n: total })
      : words('daily.messagesUsual', { n: total, usual: Math.round(usual) });
  const value = words('mood.activityValue', { level: words(`daily.level.${level}`), messages });
  return { name: words('mood.activity'), value, inline: false };
}

function emptyCard(facts: MoodFacts, title: string, words: Words): APIEmbed {
  const nothing = facts.channelId === null ? 'mood.emptyServer' : 'mood.empty';
  const text = words(facts.messages === null ? 'mood.none' : nothing);
  const waiting = waitingLines(facts.counts, facts.waiting, words);
  return {
    title,
    color: COLOURS.plain,
    description: [whereAndWhen(facts, words), ...(waiting.length > 0 ? waiting : [text])].join('\n'),
    fields: incidentFields(facts.incidents, words),
  };
}

function cardOf(facts: MoodFacts, title: string, extra: readonly APIEmbedField[], words: Words): APIEmbed {
  const { counts, waiting, incidents } = facts;
  const compared = { name: words('mood.before'), value: comparedText(facts, words), inline: false };
  return {
    title,
    color: colourOf(counts),
    description: [whereAndWhen(facts, words), moodBar(counts), ...sharesLines(counts, waiting, words)].join(
      '\n',
    ),
    fields: [
      ...incidentFields(incidents, words),
      {
        name: words('mood.messages'),
        value: words('mood.messagesValue', { n: counts.total }),
        inline: true,
      },
      ...extra,
      ...(levelOf(counts) ? [compared] : []),
      { name: words('mood.details'), value: doubtText(counts, words), inline: false },
    ],
    footer: { text: words('mood.scale') },
  };
}

function comparedText(facts: MoodFacts, words: Words): string {
  return changeText(facts.change, moodOf(facts.counts)?.value ?? 0, facts, words);
}

function whereAndWhen({ channelId, window, messages }: MoodFacts, words: Words): string {
  const where = channelId === null ? words('mood.server') : `<#${channelId}>`;
  const asked = messages === null ? [] : [words('mood.periodMessages', { n: messages })];
  const when = window ? [period(window, words)] : [];
  return [where, ...asked, ...when].join(' · ');
}
