// A summary's facts in words: the finding first, then the figures behind it.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { GuildId, MessageId } from '../ids.ts';
import type { Mood, Trend } from '../mood/mood.ts';
import type { ChannelFacts, HotWord, SummaryFacts } from '../mood/summary.ts';
import { moodBar } from './bar.ts';
import { citation, harmless } from './citing.ts';
import { comparedLine } from './daily/lines.ts';
import { shows, type Detail } from './detail.ts';
import { COLOURS, quiet, type ReportMessage } from './message.ts';
import { period, windowIn, zoneName } from './times.ts';
import type { Words } from './words.ts';

const LONGEST_WORD = 24;
/** A usual number below this would be shown as 0, so it is left out. */
const LEAST_USUAL = 0.05;

const COLOUR: Readonly<Record<Trend, number>> = {
  rising: COLOURS.good,
  falling: COLOURS.bad,
  steady: COLOURS.plain,
};

export interface SummaryLook {
  readonly words: Words;
  readonly timeZone: string;
  /** In the footer: people can quote it, and the post is found again by it after a crash. */
  readonly id: string;
  readonly guildId: GuildId;
  /** What the cited messages say, of those that are still held and may be shown. */
  readonly texts: ReadonlyMap<MessageId, string>;
  readonly detail: Detail;
}

export function summaryMessage(facts: SummaryFacts, look: SummaryLook): ReportMessage {
  const { words, timeZone, id } = look;
  const footer = {
    text: words('summary.footer', {
      window: windowIn(facts.window, timeZone),
      timeZone: zoneName(timeZone),
      id,
    }),
  };
  if (!facts.mood) {
    const window = period(facts.window, words);
    return quiet({ description: words('summary.quiet', { window }), color: COLOURS.plain, footer });
  }
  const share = (count: number) => count / facts.total;
  const lines = [
    period(facts.window, words),
    moodBar(facts),
    words('mood.balance', {
      positive: share(facts.positive),
      neutral: share(facts.neutral),
      negative: share(facts.negative),
    }),
    ...(facts.late ? [`*${words('summary.late')}*`] : []),
  ];
  const head: APIEmbed = {
    title: findingOf(facts, facts.mood.value, words),
    color: COLOUR[facts.trend ?? 'steady'],
    description: lines.join('\n'),
    fields: figuresOf(facts, words),
  };
  const details = detailsOf(facts, look);
  // The chart stands below the figures, the details below the chart.
  const embeds =
    details.length === 0 ? [{ ...head, footer }] : [head, { color: COLOURS.plain, fields: details, footer }];
  return { content: '', embeds, allowedMentions: { parse: [] } };
}

function findingOf({ change, trend }: SummaryFacts, mood: number, words: Words): string {
  if (!change || !trend) return words('summary.mood', { mood });
  return words(`summary.${trend}`, { mood, by: Math.round(Math.abs(change.by)) });
}

/** What the window comes to; never empty. */
function figuresOf(facts: SummaryFacts, words: Words): APIEmbedField[] {
  const { mood, total, before, ratio } = facts;
  if (!mood || ratio === null) return [];
  const [low, high] = mood.interval;
  const inline = (name: string, value: string) => ({ name, value, inline: true });
  return [
    inline(words('mood.mood'), words('mood.moodValue', { mood: mood.value, low, high })),
    inline(
      words('mood.messages'),
      words('summary.messagesChange', { n: total, change: total - before.total }),
    ),
    inline(words('mood.authors'), words('mood.authorsValue', { n: facts.authors })),
    inline(words('summary.ratio'), words('summary.ratioValue', { ratio })),
    inline(words('mood.uncertain'), words('mood.uncertainValue', { share: facts.uncertain / total })),
    ...listed(words('summary.compared'), comparedLines(facts, mood, words)),
  ];
}

/** Where, about what, and what it sounded like. */
function detailsOf(
  { busiest, changed, words: hot, typical }: SummaryFacts,
  look: SummaryLook,
): APIEmbedField[] {
  const { words, detail } = look;
  if (!shows(detail, 'words')) return [];
  const busy = busiest.map((channel) => busyLine(channel, words));
  const moved = changed.flatMap((channel) => changedLine(channel, words));
  return [
    ...listed(words('summary.busiest'), busy),
    ...listed(words('summary.changed'), moved),
    ...listed(words('summary.words'), wordLine(hot, words)),
    ...listed(words('summary.typicalPositive'), typicalLines(typical.positive, look)),
    ...listed(words('summary.typicalNegative'), typicalLines(typical.negative, look)),
  ];
}

const listed = (name: string, lines: readonly string[]): APIEmbedField[] =>
  lines.length === 0 ? [] : [{ name, value: lines.join('\n'), inline: false }];

function busyLine({ channelId, total, mood }: ChannelFacts, words: Words): string {
  return words('summary.channel', { channel: `<#${channelId}>`, n: total, mood: mood.value });
}

function changedLine({ channelId, mood, change }: ChannelFacts, words: Words): string[] {
  if (!change) return [];
  const key = change.by < 0 ? 'summary.channelFalling' : 'summary.channelRising';
  const by = Math.round(Math.abs(change.by));
  return [words(key, { channel: `<#${channelId}>`, by, mood: mood.value })];
}

function comparedLines({ before, change, otherDays }: SummaryFacts, now: Mood, words: Words): string[] {
  const then = before.mood;
  return [
    ...(then ? [comparedLine(words('mood.before'), { mood: then, change }, now.value, words)] : []),
    ...(otherDays ? [comparedLine(words('summary.otherDays'), otherDays, now.value, words)] : []),
  ];
}

function wordLine(hot: readonly HotWord[], words: Words): string[] {
  if (hot.length === 0) return [];
  const said = hot.map(({ word, now: n, usual }) => {
    const facts = { word: harmless(word, LONGEST_WORD), n, usual };
    return words(usual < LEAST_USUAL ? 'summary.word' : 'summary.wordUsual', facts);
  });
  return [said.join(' · ')];
}

/** Those deleted meanwhile are left out. */
function typicalLines(cited: SummaryFacts['typical']['positive'], look: SummaryLook): string[] {
  const { guildId, texts, words, detail } = look;
  if (!shows(detail, 'links')) return [];
  return cited.flatMap(({ channelId, id }) => {
    const said = texts.get(id);
    if (said === undefined) return [];
    const text = shows(detail, 'quotes') ? said : null;
    return [citation({ guildId, channelId, id, text }, words)];
  });
}
