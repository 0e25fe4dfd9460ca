// A summary's facts in words: the finding first, then the figures behind it.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { Trend } from '../mood/mood.ts';
import type { ChannelFacts, SummaryFacts } from '../mood/summary.ts';
import { moodBar } from './bar.ts';
import { COLOURS, quiet, type ReportMessage } from './message.ts';
import { period, windowIn } from './times.ts';
import type { Words } from './words.ts';

const COLOUR: Readonly<Record<Trend, number>> = {
  rising: COLOURS.good,
  falling: COLOURS.bad,
  steady: COLOURS.plain,
};

/** `key` stands in the footer, so that a post whose fate is unknown can be found again. */
export function summaryMessage(
  facts: SummaryFacts,
  words: Words,
  timeZone: string,
  key: string,
): ReportMessage {
  const share = (count: number) => count / facts.total;
  const lines = [
    period(facts.window, words),
    ...(facts.total === 0
      ? [words('summary.noneText')]
      : [
          moodBar(facts),
          words('mood.balance', {
            positive: share(facts.positive),
            neutral: share(facts.neutral),
            negative: share(facts.negative),
          }),
        ]),
    ...(facts.late ? [`*${words('summary.late')}*`] : []),
  ];
  const embed: APIEmbed = {
    title: findingOf(facts, words),
    color: COLOUR[facts.trend ?? 'steady'],
    description: lines.join('\n'),
    fields: facts.mood ? fieldsOf(facts, words) : [],
    footer: { text: words('summary.footer', { window: windowIn(facts.window, timeZone), timeZone, key }) },
  };
  return quiet(embed);
}

function findingOf({ mood, change, trend }: SummaryFacts, words: Words): string {
  if (!mood) return words('summary.none');
  if (!change || !trend) return words('summary.mood', { mood: mood.value });
  return words(`summary.${trend}`, { mood: mood.value, by: Math.round(Math.abs(change.by)) });
}

function fieldsOf(facts: SummaryFacts, words: Words): APIEmbedField[] {
  const { mood, total, before, ratio, otherDays, busiest, changed } = facts;
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
  if (otherDays) {
    const value = words('summary.otherDaysValue', { mood: otherDays.mood.value });
    fields.push(inline(words('summary.otherDays'), value));
  }
  const list = (name: string, lines: readonly string[]) => {
    if (lines.length > 0) fields.push({ name, value: lines.join('\n'), inline: false });
  };
  list(
    words('summary.busiest'),
    busiest.map((channel) => busyLine(channel, words)),
  );
  list(
    words('summary.changed'),
    changed.flatMap((channel) => changedLine(channel, words)),
  );
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
