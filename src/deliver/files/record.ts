// A letter as one row of the CSV log.
import { z } from 'zod';
import { documentOf } from '../forms/json.ts';
import type { Letter } from '../letter.ts';
import type { Cell } from './csv.ts';

export const COLUMNS = [
  'at',
  'id',
  'kind',
  'title',
  'total',
  'positive',
  'neutral',
  'negative',
  'uncertain',
  'mood',
  'mood_low',
  'mood_high',
  'text',
] as const;

const number = z.number().nullable().catch(null);
const NONE: readonly [null, null] = [null, null];

/** Facts differ from kind to kind: what is no number is an empty cell. */
const figures = z.object({
  total: number,
  positive: number,
  neutral: number,
  negative: number,
  uncertain: number,
  mood: z
    .object({ value: number, interval: z.tuple([number, number]).readonly().catch(NONE) })
    .catch({ value: null, interval: NONE }),
});

const anything = z.record(z.string(), z.unknown()).catch({});

/** A column of moods has one decimal throughout. */
const tenth = (mood: number | null) => (mood === null ? null : Math.round(mood * 10) / 10);

export function recordOf(letter: Letter): Cell[] {
  const { at, id, kind, title, text, facts } = documentOf(letter);
  const known = anything.parse(facts);
  // Alerts keep their figures under "evidence".
  const { mood, ...counts } = figures.parse({ ...known, ...anything.parse(known['evidence']) });
  const { total, positive, neutral, negative, uncertain } = counts;
  return [
    at,
    id,
    kind,
    title,
    total,
    positive,
    neutral,
    negative,
    uncertain,
    tenth(mood.value),
    ...mood.interval.map(tenth),
    text,
  ];
}
