// The mood line: what is drawn, the sentence that says what it shows, and its table.
import { sumOf, weekOf, type SlicedCounts, type Week } from '../../figures/timeline.ts';
import { addCounts, NO_COUNTS, type Counts } from '../../mood/counts.ts';
import { NO_KINDS } from '../../mood/kind.ts';
import { isEnough } from '../../mood/level.ts';
import { estimated, moodOf, usualMood } from '../../mood/mood.ts';
import { covered, hoursIn } from '../../mood/span.ts';
import { HOUR, type Window } from '../../mood/window.ts';
import { moodTimeline } from '../../report/charts/moodTimeline.ts';
import type { TimelinePoint, TimelineSpec } from '../../report/charts/spec.ts';
import type { Words } from '../../report/words.ts';
import type { Timeline } from '../data.ts';
import { momentIn } from '../plain.ts';
import type { PeriodName } from '../question.ts';
import type { Scene } from '../scene.ts';
import { marksOf } from './marks.ts';

const MOST_TICKS = 8;
/** With fewer slices that say enough, the sentence is about all of them. */
const LEAST_SURE = 3;
/** A sparkline leaves out slices with fewer messages. */
const LEAST_SPARK = 3;

/** `slices`: the counts of the span, in order. */
export async function timelinePart(scene: Scene, slices: readonly SlicedCounts[]): Promise<Timeline> {
  const { span, now, words, reader, context, sight, isChosen } = scene;
  const counted = slices.map((slice) => ({ at: slice.window.from, counts: sumOf(slice, isChosen) }));
  const shown = covered(span.window, now);
  const { spec } = moodTimeline(counted, shown, reader);
  const week = await weekOf(context.store, sight.guildId, isChosen, span.window.from, reader.timeZone);
  const usual = slices.map(({ window }, n) =>
    usualIn(week, covered(window, now), counted[n]?.counts.total ?? 0),
  );
  const notes = await marksOf(scene, slices);
  const detail = {
    volume: counted.map(({ counts }) => labelled(counts)),
    usual: usual.map((band) => band && { low: band[0], high: band[1] }),
    marks: notes.map(({ mark }) => mark),
    names: {
      usual: words('dashboard.chart.usual'),
      neutral: words('dashboard.chart.neutral'),
      messages: words('mood.messages'),
    },
  };
  const wide: TimelineSpec = {
    ...spec,
    title: words('dashboard.chart.title', {
      from: momentIn(shown.from, reader),
      to: momentIn(shown.to, reader),
    }),
    ticks: ticksFor(scene.question.period, slices, reader),
    names: {
      mood: spec.names.mood,
      positive: words('dashboard.chart.positive'),
      negative: words('dashboard.chart.negative'),
    },
    detail,
  };
  const rows = slices.map(({ window }, n) => ({
    from: window.from,
    to: window.to,
    at: momentIn(window.from, reader),
    ...labelled(counted[n]?.counts ?? NO_COUNTS),
    total: counted[n]?.counts.total ?? 0,
    kinds: counted[n]?.counts.kinds ?? NO_KINDS,
    point: spec.points[n] ?? null,
    usual: detail.usual[n] ?? null,
  }));
  return {
    spec: wide,
    finding: findingOf(rows, words),
    rows,
    marks: notes.map(({ text, mark: { sign, kind } }) => ({ sign, kind, text })),
  };
}

/** The same for those who cannot see the chart. */
function findingOf(
  rows: readonly { at: string; total: number; point: TimelinePoint | null }[],
  words: Words,
): string {
  const all = rows.flatMap(({ at, point, total }) => (point ? [{ at, mood: point.mood, total }] : []));
  const sure = all.filter(isEnough);
  const known = sure.length >= LEAST_SURE ? sure : all;
  const last = known.at(-1);
  if (!last) return words('mood.none');
  const high = known.reduce((a, b) => (b.mood > a.mood ? b : a));
  const low = known.reduce((a, b) => (b.mood < a.mood ? b : a));
  return words('dashboard.chart.finding', {
    ...{ last: last.mood, lastAt: last.at },
    ...{ high: high.mood, highAt: high.at, low: low.mood, lowAt: low.at },
  });
}

/** Messages of each label, corrected for the known mistakes of the judge. */
function labelled(counts: Counts) {
  const { positive, neutral, negative } = estimated(counts);
  return { positive: Math.round(positive), neutral: Math.round(neutral), negative: Math.round(negative) };
}

/** What is usual at these hours of the week; of the whole week where those hours say too little. */
function usualIn(week: Week, window: Window, n: number): readonly [number, number] | null {
  let past = NO_COUNTS;
  for (let at = window.from; at < window.to; at += HOUR) past = addCounts(past, week.at(at));
  const known = isEnough(past) ? past : week.total;
  return isEnough(known) ? usualMood(known, n, Math.max(1, hoursIn(window))) : null;
}

/** Clock times within a day, days of longer periods; empty where labels would stand too close. */
function ticksFor(
  period: PeriodName,
  slices: readonly SlicedCounts[],
  { locale, timeZone }: Scene['reader'],
): string[] {
  const isShort = period === 'hour' || period === 'day';
  const format = new Intl.DateTimeFormat(
    locale === 'en' ? 'en-GB' : locale,
    isShort
      ? { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : period === 'week'
        ? { timeZone, weekday: 'short', day: 'numeric' }
        : { timeZone, month: 'short', day: 'numeric' },
  );
  const names = slices.map(({ window }) => format.format(window.from));
  const isNew = names.map((name, n) => name !== names[n - 1]);
  const step = Math.ceil(isNew.filter(Boolean).length / MOST_TICKS);
  let seen = -1;
  return names.map((name, n) => {
    if (isNew[n] !== true) return '';
    seen += 1;
    return seen % step === 0 ? name : '';
  });
}

/** A mood for each slice; null where hardly anything was written. */
export const sparkOf = (slices: readonly Counts[]): (number | null)[] =>
  slices.map((counts) => {
    const mood = counts.total >= LEAST_SPARK ? moodOf(counts) : null;
    return mood && Math.round(mood.value);
  });
