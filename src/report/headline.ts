// What every card about mood says first: the level of the mood, then how it changed. Its colour follows the level too.
import type { Counts } from '../mood/counts.ts';
import { isGoingOn, type IncidentFacts } from '../mood/incident.ts';
import { levelOf, type Level } from '../mood/level.ts';
import { moodOf, shareOf, type Change } from '../mood/mood.ts';
import { kindsLines } from './kinds.ts';
import { COLOURS } from './message.ts';
import type { Words } from './words.ts';

/** What is known about a time besides its counts. */
export interface Around {
  readonly counts: Pick<Counts, 'total'>;
  /** Messages that are not judged yet. */
  readonly waiting: number;
  /** Those that the card shows. */
  readonly incidents: readonly IncidentFacts[];
}

export interface Reading extends Around {
  readonly counts: Counts;
  /** Null where there is too little to compare. */
  readonly change: Change | null;
}

/** Above this share of messages that are not judged yet, nothing is called unchanged. */
const MOST_WAITING = 0.1;

const COLOUR: Readonly<Record<Level, number>> = {
  veryNegative: COLOURS.bad,
  negative: COLOURS.bad,
  even: COLOURS.plain,
  positive: COLOURS.good,
  veryPositive: COLOURS.good,
};

/** "Mood very negative: −86, as before"; without a figure where too little was judged. */
export function headline(reading: Reading, words: Words): string {
  const { counts, change } = reading;
  const [level, mood] = [levelOf(counts), moodOf(counts)];
  if (!level || !mood) return words('mood.few');
  const facts = { level: words(`level.${level}`), mood: mood.value };
  const trend = change && trendOf(change, reading);
  if (!change || !trend) return words('mood.headline', facts);
  return words(`mood.headline.${trend}`, { ...facts, by: Math.round(Math.abs(change.by)) });
}

export function colourOf(counts: Counts): number {
  const level = levelOf(counts);
  return level ? COLOUR[level] : COLOURS.plain;
}

/** "▼ down 90 from +4". `mood`: the value now, −100…+100. */
export function changeText(change: Change | null, mood: number, around: Around, words: Words): string {
  if (!change) return words('mood.change.none');
  const { by } = change;
  const facts = { before: mood - by };
  const trend = trendOf(change, around);
  if (trend === null) return words('mood.change.plain', { ...facts, by });
  return words(`mood.change.${trend}`, { ...facts, by: trend === 'steady' ? by : Math.round(Math.abs(by)) });
}

/** Null where the comparison shows nothing clear, but an incident goes on or much is not judged yet. */
export function trendOf({ trend }: Change, { counts, waiting, incidents }: Around): Change['trend'] | null {
  const isOpen = incidents.some(isGoingOn) || waiting > MOST_WAITING * (counts.total + waiting);
  return trend === 'steady' && isOpen ? null : trend;
}

/** The shares, the kinds of negativity, and what is not judged yet, below the bar of a card. */
export function sharesLines(counts: Counts, waiting: number, words: Words): string[] {
  const share = shareOf(counts);
  return [
    ...(share ? [words('mood.balance', share)] : []),
    ...kindsLines(counts, words),
    ...waitingLines(counts, waiting, words),
  ];
}

/** How much of the time is not judged yet; nothing where all is. */
export function waitingLines({ total }: Pick<Counts, 'total'>, waiting: number, words: Words): string[] {
  return waiting === 0 ? [] : [words('mood.waiting', { n: total + waiting, waiting })];
}

/** How sure the figures are: the interval of the mood, and the doubtful verdicts. */
export function doubtText(counts: Counts, words: Words): string {
  const mood = levelOf(counts) && moodOf(counts);
  const uncertain = words('mood.uncertainValue', { share: counts.uncertain / counts.total });
  if (!mood) return uncertain;
  const [low, high] = mood.interval;
  return [words('mood.interval', { low, high }), uncertain].join(' · ');
}
