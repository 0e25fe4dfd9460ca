// A summary's facts in words: the finding first, then the figures behind it.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { GuildId, MessageId } from '../ids.ts';
import { isEnough } from '../mood/level.ts';
import type { ChannelFacts, HotWord, SummaryFacts } from '../mood/summary.ts';
import { moodBar } from './bar.ts';
import { citation, harmless } from './citing.ts';
import { comparedLine, totalText } from './daily/lines.ts';
import { colourOf, doubtText, headline, sharesLines, waitingLines } from './headline.ts';
import { incidentFields } from './incidentLine.ts';
import { withKinds } from './kinds.ts';
import { shows, type Detail } from './detail.ts';
import { COLOURS, quiet, type ReportMessage } from './message.ts';
import { period, windowIn, zoneName } from './times.ts';
import type { Key, Words } from './words.ts';

const LONGEST_WORD = 24;
/** A usual number below this would be shown as 0, so it is left out. */
const LEAST_USUAL = 0.05;

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
    const waiting = waitingLines(facts, facts.waiting, words);
    const description =
      waiting.length > 0 ? [window, ...waiting].join('\n') : words('summary.quiet', { window });
    return quiet({
      description,
      color: COLOURS.plain,
      fields: incidentFields(facts.incidents, words),
      footer,
    });
  }
  const lines = [
    period(facts.window, words),
    moodBar(facts),
    ...sharesLines(facts, facts.waiting, words),
    ...(facts.late ? [`*${words('summary.late')}*`] : []),
  ];
  const head: APIEmbed = {
    title: headline({ ...facts, counts: facts }, words),
    color: colourOf(facts),
    description: lines.join('\n'),
    fields: figuresOf(facts, words),
  };
  const details = detailsOf(facts, look);
  // The chart stands below the figures, the details below the chart.
  const embeds =
    details.length === 0 ? [{ ...head, footer }] : [head, { color: COLOURS.plain, fields: details, footer }];
  return { content: '', embeds, allowedMentions: { parse: [] } };
}

/** What the window comes to; never empty. */
function figuresOf(facts: SummaryFacts, words: Words): APIEmbedField[] {
  const { total, before, ratio } = facts;
  if (ratio === null) return [];
  const inline = (name: string, value: string) => ({ name, value, inline: true });
  return [
    ...incidentFields(facts.incidents, words),
    inline(words('mood.messages'), totalText(total, before.total, words)),
    inline(words('mood.authors'), words('mood.authorsValue', { n: facts.authors })),
    inline(words('summary.ratio'), words('summary.ratioValue', { ratio })),
    ...listed(words('summary.compared'), comparedLines(facts, words)),
    ...listed(words('mood.details'), [doubtText(facts, words)]),
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

function busyLine({ channelId, total, mood, kinds }: ChannelFacts, words: Words): string {
  const facts = { channel: `<#${channelId}>`, n: total };
  const line = isEnough({ total })
    ? words('summary.channel', { ...facts, mood: mood.value })
    : words('summary.channelFew', facts);
  return withKinds(line, kinds, words);
}

function changedLine({ channelId, mood, change }: ChannelFacts, words: Words): string[] {
  if (!change) return [];
  const key = change.by < 0 ? 'summary.channelFalling' : 'summary.channelRising';
  const by = Math.round(Math.abs(change.by));
  return [words(key, { channel: `<#${channelId}>`, by, mood: mood.value })];
}

function comparedLines(facts: SummaryFacts, words: Words): string[] {
  const { mood, change, otherDays } = facts;
  if (!mood || !isEnough(facts)) return [];
  const line = (name: Key, compared: SummaryFacts['change']) =>
    comparedLine(words(name), compared, { ...facts, counts: facts, mood: mood.value }, words);
  return [line('mood.before', change), ...(otherDays ? [line('summary.otherDays', otherDays.change)] : [])];
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
