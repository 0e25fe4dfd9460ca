// A daily report in words: the finding first, what people talked about, then what is worth a look.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { Locale } from '../locale.ts';
import type { Compared, DailyFacts } from '../mood/daily.ts';
import { isEnough } from '../mood/level.ts';
import { HOUR, type Window } from '../mood/window.ts';
import { moodBar } from './bar.ts';
import {
  channelLine,
  comparedLine,
  eventLine,
  quoteLines,
  suggestionLine,
  topicLine,
  totalText,
  unusualLines,
  type DailyContext,
} from './daily/lines.ts';
import { shows } from './detail.ts';
import { fitted, type Section } from './daily/fitting.ts';
import { colourOf, doubtText, headline, sharesLines, waitingLines, type Reading } from './headline.ts';
import { incidentLine } from './incidentLine.ts';
import { COLOURS, type ReportMessage } from './message.ts';
import { period, zoneName } from './times.ts';
import { wordsIn, type Key, type Words } from './words.ts';

export interface DailyLook extends Omit<DailyContext, 'words'> {
  readonly locale: Locale;
  readonly timeZone: string;
  /** In the footer: people can quote it, and the post is found again by it after a crash. */
  readonly id: string;
}

export function dailyMessage(facts: DailyFacts, look: DailyLook): ReportMessage {
  const words = wordsIn(look.locale);
  const day = dayIn(facts.window, look, words);
  const footer = { text: words('daily.footer', { id: look.id, timeZone: zoneName(look.timeZone) }) };
  const allowedMentions = { parse: [] as [] };
  if (!facts.mood) {
    const waiting = waitingLines(facts.counts, facts.waiting, words);
    const description =
      waiting.length > 0
        ? [period(facts.window, words), ...waiting].join('\n')
        : words('daily.quiet', { day });
    const embed = { description, color: COLOURS.plain, footer };
    return { content: '', embeds: [embed], allowedMentions };
  }
  const context = { ...look, words };
  const head: APIEmbed = {
    title: words('daily.title', { day, headline: headline(readingOf(facts), words) }),
    color: colourOf(facts.counts),
    description: descriptionOf(facts, context),
    fields: figuresOf(facts, context),
  };
  const fields = fitted(sectionsOf(facts, context), sizeOf(head) + footer.text.length);
  const topics = fields.filter(({ key }) => key === 'topics');
  const rest = fields.filter(({ key }) => key !== 'topics');
  const embeds: APIEmbed[] = [
    head,
    ...topics.map(({ name, lines }) => ({
      title: name,
      color: COLOURS.plain,
      description: lines.join('\n'),
    })),
    ...(rest.length > 0
      ? [{ color: COLOURS.plain, fields: rest.map(({ name, lines }) => ({ name, value: lines.join('\n') })) }]
      : []),
  ];
  const last = embeds.length - 1;
  return {
    content: '',
    embeds: embeds.map((embed, index) => (index === last ? { ...embed, footer } : embed)),
    allowedMentions,
  };
}

/** The date of a local day; where it begins at another time, it is the last 24 hours. */
function dayIn({ from }: Window, { locale, timeZone }: DailyLook, words: Words): string {
  const hour = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  // Where clocks jump at midnight, the day begins at one.
  if (Number(hour.format(from)) > 1) return words('daily.lastDay');
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }).format(from + 12 * HOUR);
}

const readingOf = ({ counts, dayBefore, waiting, incidents }: DailyFacts): Reading => ({
  counts,
  change: dayBefore?.change ?? null,
  waiting,
  incidents,
});

function descriptionOf({ window, counts, waiting, late }: DailyFacts, { words }: DailyContext): string {
  return [
    period(window, words),
    moodBar(counts),
    ...sharesLines(counts, waiting, words),
    ...(late ? [`*${words('daily.late')}*`] : []),
  ].join('\n');
}

function figuresOf(facts: DailyFacts, { words }: DailyContext): APIEmbedField[] {
  const { counts, dayBefore } = facts;
  const inline = (name: string, value: string) => ({ name, value, inline: true });
  const compared = comparedLines(facts, words);
  return [
    inline(words('mood.messages'), totalText(counts.total, dayBefore?.total ?? 0, words)),
    inline(words('mood.authors'), words('mood.authorsValue', { n: facts.authors })),
    ...(compared.length > 0
      ? [{ name: words('daily.trend'), value: compared.join('\n'), inline: false }]
      : []),
    { name: words('mood.details'), value: doubtText(counts, words), inline: false },
  ];
}

function comparedLines(facts: DailyFacts, words: Words): string[] {
  const { mood, counts, dayBefore, weekday, week } = facts;
  if (!mood) return [];
  const line = (name: Key, compared: Compared | null, value: number) =>
    comparedLine(words(name), compared?.change ?? null, { ...facts, mood: value }, words);
  const ofDay = [
    line('daily.dayBefore', dayBefore, mood.value),
    ...(weekday ? [line('daily.weekday', weekday, mood.value)] : []),
  ];
  return [
    ...(isEnough(counts) ? ofDay : []),
    ...(week?.change ? [line('daily.week', week, week.mood.value)] : []),
  ];
}

/** In the order in which they are shown; `keep`: this many lines are dropped last. */
function sectionsOf(facts: DailyFacts, context: DailyContext): Section[] {
  const { words, detail } = context;
  if (!shows(detail, 'words')) return [];
  return [
    {
      key: 'topics',
      name: words('daily.topics'),
      lines: facts.topics.map((one) => topicLine(one, context)),
      keep: 2,
    },
    {
      key: 'suggestions',
      name: words('daily.suggestions'),
      lines: facts.suggestions.map((one) => suggestionLine(one, context)),
      keep: 2,
    },
    {
      key: 'events',
      name: words('daily.events'),
      lines: facts.events.map((one) => eventLine(one, context)),
      keep: 1,
    },
    {
      key: 'alerts',
      name: words('daily.alerts'),
      lines: facts.incidents.map((one) => incidentLine(one, words)),
      keep: 2,
    },
    { key: 'unusual', name: words('daily.unusual'), lines: unusualLines(facts, context), keep: 2 },
    { key: 'quotes', name: words('daily.quotes'), lines: quoteLines(facts, context), keep: 1 },
    {
      key: 'channels',
      name: words('daily.channels'),
      lines: facts.channels.map((one) => channelLine(one, context)),
      keep: 2,
    },
  ];
}

function sizeOf({ title = '', description = '', fields = [] }: APIEmbed): number {
  return [title, description, ...fields.flatMap(({ name, value }) => [name, value])].join('').length;
}
