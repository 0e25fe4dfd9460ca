// An incident against its channel's normal: what is drawn, its text, and a description for those who cannot see it.
import type { Counts } from '../../mood/counts.ts';
import type { Evidence } from '../../mood/evidence.ts';
import { QUARTER, quarterOf, type Window } from '../../mood/window.ts';
import { zoneName } from '../times.ts';
import { wordsIn } from '../words.ts';
import { namer, ticksOf, type Reader, type Slice } from './reading.ts';
import type { ChartPlan } from './spec.ts';

/** Before an incident, this many quarter-hours show what is usual. */
const USUAL = 16;
const MOST_QUARTERS = 40;

/** `quarters`: the counts of a channel around an incident, in any order; `span`: from its beginning to now, or to its end. */
export function incidentChart(
  quarters: readonly Slice[],
  evidence: Evidence,
  span: Window,
  { locale, timeZone }: Reader,
): ChartPlan {
  const words = wordsIn(locale);
  const name = namer(locale, timeZone, false);
  const { from, to } = incidentWindow(span);
  const held = new Map(quarters.map(({ at, counts }) => [at, counts]));
  const starts = Array.from({ length: (to - from) / QUARTER }, (_, index) => from + index * QUARTER);
  const points = starts.map((at) => shareIn(held.get(at)));
  const normal = normalOf(evidence);
  const first = Math.max(0, starts.indexOf(quarterOf(span.from)));
  const spec = {
    kind: 'incident' as const,
    locale,
    title: words('chart.incident'),
    ticks: ticksOf(
      starts.map((at) => ({ at })),
      name,
    ),
    zone: zoneName(timeZone),
    points,
    normal,
    span: [first, points.length - 1] as const,
    names: {
      share: words('chart.share'),
      expected: words('chart.expected', { low: Math.round(normal.low), high: Math.round(normal.high) }),
      incident: words('chart.incidentSpan'),
    },
  };
  const peak = points
    .slice(first)
    .reduce<number | null>((a, b) => (b !== null && b > (a ?? -1) ? b : a), null);
  if (peak === null) return { spec, alt: words('chart.alt.incidentNone') };
  return {
    spec,
    alt: words('chart.alt.incident', {
      peak: peak / 100,
      at: name(starts[points.indexOf(peak, first)] ?? from),
      low: normal.low / 100,
      high: normal.high / 100,
    }),
  };
}

/** What an incident's chart shows of its channel: the quarter-hours before and during it. */
export function incidentWindow({ from, to }: Window): Window {
  const end = quarterOf(to) + QUARTER;
  return { from: Math.max(quarterOf(from) - USUAL * QUARTER, end - MOST_QUARTERS * QUARTER), to: end };
}

function shareIn(counts: Counts | undefined): number | null {
  return counts && counts.total > 0 ? (100 * counts.negative) / counts.total : null;
}

/** One band for the whole chart, in percent: the same figures as in the alert's sentence. */
function normalOf({ interval: [low, high], total }: Evidence) {
  return { low: (100 * low) / total, high: (100 * high) / total };
}
