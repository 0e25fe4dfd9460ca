// A summary's facts in words: the finding first, then the figures behind it.
import type { APIEmbedField } from 'discord-api-types/v10';
import type { GuildId, MessageId } from '../ids.ts';
import type { Mood, Trend } from '../mood/mood.ts';
import type { ChannelFacts, HotWord, SummaryFacts } from '../mood/summary.ts';
import { moodBar } from './bar.ts';
import { citation, harmless } from './citing.ts';
import { comparedLine } from './daily/lines.ts';
import { COLOURS, quiet, type ReportMessage } from './message.ts';
import { period, windowIn } from './times.ts';
import type { Words } from './words.ts';

const LONGEST_WORD = 24;

const COLOUR: Readonly<Record<Trend, number>> = {
  rising: COLOURS.good,
  falling: COLOURS.bad,
  steady: COLOURS.plain,
};

export interface SummaryLook {
  readonly words: Words;
  readonly timeZone: string;
  /** In the footer: people name the summary by it, and a post of unknown fate is found again. */
  readonly id: string;
  readonly guildId: GuildId;
  /** What the cited messages say, of those that are still held and may be shown. */
  readonly texts: ReadonlyMap<MessageId, string>;
}

export function summaryMessage(facts: SummaryFacts, look: SummaryLook): ReportMessage {
  const { words, timeZone, id } = look;
  const footer = {
    text: words('summary.footer', { window: windowIn(facts.window, timeZone), timeZone, id }),
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
  return quiet({
    title: findingOf(facts, facts.mood.value, words),
    color: COLOUR[facts.trend ?? 'steady'],
    description: lines.join('\n'),
    fields: fieldsOf(facts, look),
    footer,
  });
}

function findingOf({ change, trend }: SummaryFacts, mood: number, words: Words): string {
  if (!change || !trend) return words('summary.mood', { mood });
  return words(`summary.${trend}`, { mood, by: Math.round(Math.abs(change.by)) });
}

function fieldsOf(facts: SummaryFacts, look: SummaryLook): APIEmbedField[] {
  const { words } = look;
  const { mood, total, before, ratio, busiest, changed, typical } = facts;
  if (!mood || ratio === null) return [];
  const [low, high] = mood.interval;
  const inline = (name: string, value: string) => ({ name, value, inline: true });
  const fields = [
    inline(words('mood.mood'), words('mood.moodValue', { mood: mood.value, low, high })),
    inline(
      words('mood.messages'),
      words('summary.messagesChange', { n: total, change: total - before.total }),
    ),
    inline(words('mood.authors'), words('mood.authorsValue', { n: facts.authors })),
    inline(words('summary.ratio'), words('summary.ratioValue', { ratio })),
    inline(words('mood.uncertain'), words('mood.uncertainValue', { share: facts.uncertain / total })),
  ];
  const list = (name: string, lines: readonly string[]) => {
    if (lines.length > 0) fields.push({ name, value: lines.join('\n'), inline: false });
  };
  list(words('summary.compared'), comparedLines(facts, mood, words));
  list(
    words('summary.busiest'),
    busiest.map((channel) => busyLine(channel, words)),
  );
  list(
    words('summary.changed'),
    changed.flatMap((channel) => changedLine(channel, words)),
  );
  list(words('summary.words'), wordLine(facts.words, words));
  list(words('summary.typicalPositive'), typicalLines(typical.positive, look));
  list(words('summary.typicalNegative'), typicalLines(typical.negative, look));
  return fields;
}

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
  const said = hot.map(({ word, now: n, before }) => {
    const facts = { word: harmless(word, LONGEST_WORD), n, before };
    return before === 0 ? words('summary.word', facts) : words('summary.wordBefore', facts);
  });
  return [said.join(' · ')];
}

/** Those deleted meanwhile are left out. */
function typicalLines(cited: SummaryFacts['typical']['positive'], look: SummaryLook): string[] {
  return cited.flatMap(({ channelId, id }) => {
    const text = look.texts.get(id);
    return text === undefined ? [] : [citation({ guildId: look.guildId, channelId, id, text }, look.words)];
  });
}
