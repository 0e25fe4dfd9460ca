// The mood hour by hour or day by day: what is drawn, its text, and a description for those who cannot see it.
import type { Counts } from '../../mood/counts.ts';
import { moodOf, shareOf } from '../../mood/mood.ts';
import { DAY, type Window } from '../../mood/window.ts';
import { zoneName } from '../times.ts';
import { wordsIn } from '../words.ts';
import { momentNamer, namer, ticksOf, type Reader, type Slice } from './reading.ts';
import type { ChartPlan, TimelinePoint, TimelineSpec } from './spec.ts';

/**
 * Slices of one length without gaps, oldest first; those of a day or more are called by their dates. `shown`: the time
 * that they cover, which the title names. `highlight`: the slice that a report is about.
 */
export function moodTimeline(
  slices: readonly Slice[],
  shown: Window,
  { locale, timeZone }: Reader,
  highlight: number | null = null,
): ChartPlan<TimelineSpec> {
  const words = wordsIn(locale);
  const isDays = (slices[1]?.at ?? 0) - (slices[0]?.at ?? 0) > DAY / 2;
  const name = namer(locale, timeZone, isDays);
  const edge = isDays ? name : momentNamer(locale, timeZone);
  const [from, to] = [edge(shown.from), edge(isDays ? shown.to - 1 : shown.to)];
  const title = words(isDays ? 'chart.days' : 'chart.hours', { from, to });
  const points = slices.map(({ counts }) => pointOf(counts));
  const spec = {
    kind: 'timeline' as const,
    locale,
    title,
    ticks: ticksOf(slices, name),
    zone: zoneName(timeZone),
    points,
    highlight,
    names: {
      positive: words('chart.positive'),
      negative: words('chart.negative'),
      mood: words('chart.mood'),
    },
  };
  const known = slices.flatMap(({ at }, index) => {
    const point = points[index];
    return point ? [{ at: name(at), mood: point.mood }] : [];
  });
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return { spec, alt: words('chart.alt.none', { title }) };
  const high = known.reduce((a, b) => (b.mood > a.mood ? b : a));
  const low = known.reduce((a, b) => (b.mood < a.mood ? b : a));
  return {
    spec,
    alt: words('chart.alt.timeline', {
      title,
      last: last.mood,
      lastAt: last.at,
      high: high.mood,
      highAt: high.at,
      low: low.mood,
      lowAt: low.at,
    }),
  };
}

function pointOf(counts: Counts): TimelinePoint | null {
  const [mood, share] = [moodOf(counts), shareOf(counts)];
  if (!mood || !share) return null;
  const [low, high] = mood.interval;
  return {
    positive: 100 * share.positive,
    negative: 100 * share.negative,
    mood: mood.value,
    low,
    high,
  };
}
