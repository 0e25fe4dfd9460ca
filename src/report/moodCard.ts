// The answer to /mood: for a channel or the server, and for oneself.
import type { APIEmbed } from 'discord-api-types/v10';
import type { ChannelId } from '../ids.ts';
import type { Activity } from '../mood/activity.ts';
import type { Counts } from '../mood/counts.ts';
import { changeOf, moodOf, shareOf, type Change, type Mood } from '../mood/mood.ts';
import { HOUR, type Window } from '../mood/window.ts';
import { moodBar } from './bar.ts';
import { COLOURS, quiet, type ReportMessage } from './message.ts';
import { period } from './times.ts';
import type { Words } from './words.ts';

export interface MoodFacts {
  /** A channel, or the whole server where null. */
  readonly channelId: ChannelId | null;
  readonly counts: Counts;
  /** Of the period before, of the same length. */
  readonly before: Counts;
  /** Distinct authors, ≈. */
  readonly authors: number;
  /** The time that the counts cover; null where there is no message. */
  readonly window: Window | null;
  /** How many messages were asked for, where it was messages. */
  readonly messages: number | null;
}

/** How a channel or the server feels. */
export function moodCard(facts: MoodFacts, words: Words): ReportMessage {
  const mood = moodOf(facts.counts);
  if (!mood) return quiet(emptyCard(facts, words('mood.titleNone'), words));
  const authors = {
    name: words('mood.authors'),
    value: words('mood.authorsValue', { n: facts.authors }),
    inline: true,
  };
  return quiet(cardOf(facts, mood, words('mood.title', { mood: mood.value }), [authors], words));
}

/** How one person feels, for that person's eyes alone: send it ephemeral. */
export function myMoodCard(facts: MoodFacts, words: Words, activity?: Activity): ReportMessage {
  const mood = moodOf(facts.counts);
  const mine = activity ? [activityField(activity, words)] : [];
  const embed = mood
    ? cardOf(facts, mood, words('mood.mineTitle', { mood: mood.value }), mine, words)
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
  return { title, color: COLOURS.plain, description: [whereAndWhen(facts, words), text].join('\n') };
}

function cardOf(
  facts: MoodFacts,
  mood: Mood,
  title: string,
  extra: readonly { name: string; value: string; inline: boolean }[],
  words: Words,
): APIEmbed {
  const share = shareOf(facts.counts) ?? { positive: 0, neutral: 0, negative: 0, uncertain: 0 };
  const hours = facts.window ? (facts.window.to - facts.window.from) / HOUR : 1;
  const change = changeOf(facts.counts, facts.before, { now: hours, before: hours });
  const [low, high] = mood.interval;
  return {
    title,
    color: low > 0 ? COLOURS.good : high < 0 ? COLOURS.bad : COLOURS.plain,
    description: [whereAndWhen(facts, words), moodBar(facts.counts), words('mood.balance', share)].join('\n'),
    fields: [
      {
        name: words('mood.mood'),
        value: words('mood.moodValue', { mood: mood.value, low, high }),
        inline: true,
      },
      {
        name: words('mood.messages'),
        value: words('mood.messagesValue', { n: facts.counts.total }),
        inline: true,
      },
      ...extra,
      {
        name: words('mood.uncertain'),
        value: words('mood.uncertainValue', { share: share.uncertain }),
        inline: true,
      },
      { name: words('mood.before'), value: changeText(change, mood, words), inline: false },
    ],
    footer: { text: words('mood.scale') },
  };
}

function whereAndWhen({ channelId, window, messages }: MoodFacts, words: Words): string {
  const where = channelId === null ? words('mood.server') : `<#${channelId}>`;
  const asked = messages === null ? [] : [words('mood.periodMessages', { n: messages })];
  const when = window ? [period(window, words)] : [];
  return [where, ...asked, ...when].join(' · ');
}

function changeText(change: Change | null, mood: Mood, words: Words): string {
  if (!change) return words('mood.change.none');
  const by = change.trend === 'steady' ? change.by : Math.round(Math.abs(change.by));
  return words(`mood.change.${change.trend}`, { by, before: mood.value - change.by });
}
