// The lines of a daily report, section by section. Names and sentences are stripped of all that Discord reads as markup.
import type { GuildId, MessageId } from '../../ids.ts';
import type { ChannelDay, Cited, DailyFacts, EventFacts, Suggestion, TopicFacts } from '../../mood/daily.ts';
import { isEnough } from '../../mood/level.ts';
import type { Change } from '../../mood/mood.ts';
import { citation, harmless, jumpLink, plainLine } from '../citing.ts';
import { changeText, type Around } from '../headline.ts';
import { withKinds } from '../kinds.ts';
import { moment } from '../times.ts';
import { shows, type Detail } from '../detail.ts';
import type { Words } from '../words.ts';

export interface DailyContext {
  readonly words: Words;
  readonly guildId: GuildId;
  /** What the cited messages say, of those that are still held. */
  readonly texts: ReadonlyMap<MessageId, string>;
  readonly detail: Detail;
}

const SHOWN_LINKS = 3;
const LONGEST_EVENT = 60;
/** The days before, with which a channel is compared. */
const KNOWN_DAYS = 29;

/** `now`: the mood, −100…+100, that the change led to, and what else is known about that time. */
export function comparedLine(
  name: string,
  change: Change | null,
  now: Around & { readonly mood: number },
  words: Words,
): string {
  return words('daily.compared', { name, change: changeText(change, now.mood, now, words) });
}

/** "60 (+12)": messages, and how many more than before; without that where none were written then. */
export function totalText(n: number, before: number, words: Words): string {
  return before === 0
    ? words('mood.messagesValue', { n })
    : words('summary.messagesChange', { n, change: n - before });
}

export function channelLine(
  { channelId, activity, authors, mood, kinds }: ChannelDay,
  { words }: DailyContext,
): string {
  const { total, usual, level } = activity;
  const facts = {
    channel: `<#${channelId}>`,
    level: words(`daily.level.${level}`),
    messages:
      usual === null
        ? words('daily.messages', { n: total })
        : words('daily.messagesUsual', { n: total, usual: Math.round(usual) }),
    people: words('daily.authors', { authors }),
  };
  const line = isEnough({ total })
    ? words('daily.channel', { ...facts, mood: mood.value })
    : words('daily.channelFew', facts);
  return withKinds(line, kinds, words);
}

/** The topic, and below it the sentence about it: both carry links. */
export function topicLine(topic: TopicFacts, context: DailyContext): string {
  const { words } = context;
  const facts = {
    name: plainLine(topic.name),
    messages: words('daily.messages', { n: topic.total }),
    people: words('daily.authors', { authors: topic.authors }),
    links: topic.gist ? '' : linksTo(topic.cites, context),
  };
  const line = (
    isEnough(topic)
      ? words('daily.topic', { ...facts, mood: topic.mood.value })
      : words('daily.topicFew', facts)
  ).trimEnd();
  if (!topic.gist) return line;
  return `${line}\n> ${plainLine(topic.gist.text, Infinity)} ${linksTo(topic.gist.cites, context)}`.trimEnd();
}

export function quoteLines({ quotes }: DailyFacts, context: DailyContext): string[] {
  if (!shows(context.detail, 'links')) return [];
  const line = (mark: string) => (cited: Cited) => `${mark} ${quote(cited, context)}`;
  return [...quotes.positive.map(line('😄')), ...quotes.negative.map(line('😟'))];
}

export function unusualLines({ unusual }: DailyFacts, context: DailyContext): string[] {
  if (!unusual || !shows(context.detail, 'links')) return [];
  const { words } = context;
  const why = words('daily.unusualWhy', {
    label: words(`label.${unusual.label}`),
    share: unusual.share,
    channel: `<#${unusual.cite.channelId}>`,
    days: KNOWN_DAYS,
  });
  const rare = unusual.rareWords > 0 ? [words('daily.unusualWords', { n: unusual.rareWords })] : [];
  return [quote(unusual.cite, context), [why, ...rare].join(' · ')];
}

export function eventLine({ text, hours, change }: EventFacts, { words }: DailyContext): string {
  const named = harmless(text, LONGEST_EVENT);
  if (!change) return words('daily.event.none', { text: named });
  const [low, high] = change.interval;
  const by = Math.round(Math.abs(change.by));
  return words(`daily.event.${change.trend}`, { text: named, hours, by, low, high });
}

export function suggestionLine(suggestion: Suggestion, context: DailyContext): string {
  const { words } = context;
  switch (suggestion.kind) {
    case 'alert': {
      const at = moment(suggestion.since, 'f');
      return words('daily.suggest.alert', { channel: `<#${suggestion.channelId}>`, at });
    }
    case 'event': {
      const { by, cites } = suggestion;
      return words('daily.suggest.event', {
        text: harmless(suggestion.text, LONGEST_EVENT),
        by,
        links: linksTo(cites, context),
      }).trimEnd();
    }
    case 'answer':
    case 'praise': {
      const { authors, cites } = suggestion;
      return words(`daily.suggest.${suggestion.kind}`, {
        topic: plainLine(suggestion.topic),
        authors,
        links: linksTo(cites, context),
      }).trimEnd();
    }
  }
}

function quote(cited: Cited, { words, guildId, texts, detail }: DailyContext): string {
  const text = shows(detail, 'quotes') ? (texts.get(cited.id) ?? null) : null;
  return citation({ guildId, ...cited, text }, words);
}

function linksTo(cites: readonly Cited[], { guildId, detail }: DailyContext): string {
  if (!shows(detail, 'links')) return '';
  return cites
    .slice(0, SHOWN_LINKS)
    .map((cited, index) => `[↗${index + 1}](${jumpLink({ guildId, ...cited })})`)
    .join(' ');
}
