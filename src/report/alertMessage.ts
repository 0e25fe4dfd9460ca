// A spike in words: is something wrong, where, since when, who is affected, what can be done.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import type { ChannelId } from '../ids.ts';
import { beganAt, type Evidence } from '../mood/evidence.ts';
import { actLines } from './alertActs.ts';
import { alertButtons, type ButtonRow } from './alertButtons.ts';
import { adviceLines, causeInShort, causeLines } from './alertCause.ts';
import type { AlertFacts, AlertState, ChannelAlert } from './alertFacts.ts';
import { calledRole, hushLines } from './alertHush.ts';
import { negativeBar } from './bar.ts';
import { citation } from './citing.ts';
import { waitingLines } from './headline.ts';
import { COLOURS, mentioning, quiet, type ReportMessage } from './message.ts';
import { dayMoment, duration, moment } from './times.ts';
import type { Words } from './words.ts';

export interface AlertMessage extends ReportMessage {
  readonly components: ButtonRow[];
}

const COLOUR: Readonly<Record<AlertState, number>> = {
  open: COLOURS.bad,
  acknowledged: 0xd9822b,
  snoozed: COLOURS.plain,
  'false alarm': COLOURS.plain,
  resolved: COLOURS.good,
};

/** Silence is no good news. */
const colourOf = ({ state, end }: AlertFacts): number =>
  state === 'resolved' && end === 'silence' ? COLOURS.plain : COLOUR[state];

/** Discord's limit of a field. */
const FIELD = 1024;
/** Channels told one by one. */
const MOST_CHANNELS = 10;

export function alertMessage(facts: AlertFacts, words: Words): AlertMessage {
  const [first, ...more] = facts.channels;
  const isOpen = facts.state === 'open' && facts.resolvedAt === null;
  const role = isOpen ? calledRole(facts) : null;
  const headline = headlineOf(facts, words);
  const total = facts.channels.reduce((sum, { evidence }) => sum + evidence.total, 0);
  const embed: APIEmbed = {
    title: titleOf(facts, words),
    color: colourOf(facts),
    description: [
      ...slowLines(facts, words),
      ...inviteLines(facts, words),
      ...(isOpen ? hushLines(facts, words) : []),
      ...(more.length === 0 ? evidenceLines(first, words) : channelLines(facts, words)),
      ...waitingLines({ total }, facts.waiting, words),
    ].join('\n'),
    fields: fieldsOf(facts, words),
    footer: { text: words('alert.footer', { id: facts.shortId }) },
  };
  const { chart } = facts;
  return {
    content: role === null ? headline : `<@&${role}> ${headline}`,
    embeds: [
      chart ? { ...embed, image: { url: `attachment://${chart.name}`, description: chart.alt } } : embed,
    ],
    components: alertButtons(facts, words),
    allowedMentions: mentioning({ role }),
    ...(chart && {
      files: [{ attachment: Buffer.from(chart.data), name: chart.name, description: chart.alt }],
    }),
  };
}

/** The message of an alert that joined others; `link`: to their message, null for none. */
export function foldedMessage(channelId: ChannelId, link: string | null, words: Words): AlertMessage {
  const channel = `<#${channelId}>`;
  const text =
    link === null ? words('alert.foldedBare', { channel }) : words('alert.folded', { channel, link });
  return { ...quiet({ color: COLOURS.plain, description: text }), components: [] };
}

/** What a notification shows: where, and what was found. */
export function headlineOf(facts: AlertFacts, words: Words): string {
  const [first, ...more] = facts.channels;
  const channel = `<#${first.channelId}>`;
  const where = more.length === 0 ? channel : words('alert.several', { n: facts.channels.length });
  if (facts.state === 'false alarm') return words('alert.headline.false', { where });
  if (facts.resolvedAt !== null) {
    return words(`alert.headline.${facts.end}`, { where, duration: lastedOf(facts, words) });
  }
  const { negative, total } = first.evidence;
  const finding =
    more.length === 0
      ? words('alert.headline.open', { channel, negative, total })
      : words('alert.headline.server', { n: facts.channels.length });
  const about = facts.cause ? causeInShort(facts.cause, words) : '';
  return about === '' ? finding : words('alert.headline.about', { finding, about });
}

function titleOf(facts: AlertFacts, words: Words): string {
  if (facts.state === 'false alarm') return words('alert.title.false');
  if (facts.resolvedAt !== null) {
    return words(`alert.title.${facts.end}`, { duration: lastedOf(facts, words) });
  }
  return words(facts.channels.length > 1 ? 'alert.title.server' : 'alert.title.open');
}

const lastedOf = ({ channels, resolvedAt }: AlertFacts, words: Words) =>
  duration((resolvedAt ?? 0) - beganAt(channels[0]), words);

/** While slow mode is on: whom it slows, or that it is on though nobody needs it any more. */
function slowLines({ slowMode, slowUntil, isSlow, resolvedAt, state }: AlertFacts, words: Words): string[] {
  if (!isSlow || slowMode === null) return [];
  const isPast = resolvedAt !== null || state === 'false alarm';
  if (!isPast) return [words('alert.slowBypass')];
  return slowUntil === null
    ? [words('alert.slowOn', { seconds: slowMode })]
    : [words('alert.slowOnUntil', { seconds: slowMode, until: dayMoment(slowUntil) })];
}

const inviteLines = ({ invites: { pausedUntil } }: AlertFacts, words: Words): string[] =>
  pausedUntil === null ? [] : [words('alert.invites.paused', { until: dayMoment(pausedUntil) })];

function evidenceLines({ evidence, resolvedAt }: ChannelAlert, words: Words): string[] {
  const { negative, total, expected } = evidence;
  return [
    evidenceText(evidence, words),
    `${negativeBar(negative / total)} ${words(resolvedAt === null ? 'alert.now' : 'alert.then')}`,
    `${negativeBar(expected / total)} ${words('alert.normally')}`,
  ];
}

/** "14 of 22 clearly negative; 3 expected (95 %: 1–6)". */
export function evidenceText(
  { negative, total, expected, interval }: Pick<Evidence, 'negative' | 'total' | 'expected' | 'interval'>,
  words: Words,
): string {
  const [low, high] = interval;
  const shown = expected < 2 ? expected : Math.round(expected);
  return words('alert.evidence', { negative, total, expected: shown, low, high });
}

function channelLines({ channels }: AlertFacts, words: Words): string[] {
  const lines = channels.slice(0, MOST_CHANNELS).map((one) => {
    const { channelId, evidence, resolvedAt } = one;
    const [channel, text] = [`<#${channelId}>`, evidenceText(evidence, words)];
    return resolvedAt === null
      ? words('alert.channel', { channel, evidence: text, at: moment(beganAt(one), 't') })
      : words('alert.channelCalm', { channel, at: moment(resolvedAt, 't') });
  });
  const rest = channels.length - lines.length;
  return rest > 0 ? [...lines, words('settings.more', { n: rest })] : lines;
}

function fieldsOf(facts: AlertFacts, words: Words): APIEmbedField[] {
  const fields = [
    { name: words('alert.since'), value: sinceText(facts, words), inline: true },
    { name: words('alert.authors'), value: authorsText(facts, words), inline: true },
  ];
  const add = (name: string, lines: readonly string[]) => {
    if (lines.length > 0) fields.push({ name, value: fitting(lines), inline: false });
  };
  if (facts.cause) add(words('alert.about'), causeLines(facts.cause, words));
  const needsSomebody = facts.state === 'open' && facts.resolvedAt === null;
  if (needsSomebody) add(words('alert.doing'), adviceLines(facts.cause, words));
  const cited = facts.worst.map((message) => citation(message, words));
  const areLinks = facts.worst.length > 0 && facts.worst.every(({ text }) => text === null);
  add(words('alert.worst'), areLinks ? [cited.join(' · ')] : cited);
  add(words('alert.acts'), actLines(facts, words));
  return fields;
}

/** The newest lines that a field holds; at least one, each being far shorter. */
function fitting(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.length <= FIELD ? text : fitting(lines.slice(1));
}

function sinceText({ channels: [first] }: AlertFacts, words: Words): string {
  const began = beganAt(first);
  return words('alert.sinceValue', { at: moment(began, 't'), ago: moment(began, 'R') });
}

/** Says how many people, never who: a name in an alert would accuse a person. */
function authorsText({ channels, cause }: AlertFacts, words: Words): string {
  if (channels.length > 1) {
    const authors = Math.max(...channels.map(({ evidence }) => evidence.authors));
    return words('alert.authorsServer', { authors });
  }
  const [{ evidence, mostlyOnePerson }] = channels;
  const text = words('alert.authorsValue', { authors: evidence.authors });
  return mostlyOnePerson && cause?.kind !== 'quarrel' ? `${text}\n${words('alert.onePerson')}` : text;
}
