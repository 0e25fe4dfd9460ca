// An incident against its channel's normal: what is drawn, its text, and a description for those who cannot see it.
import { DEFAULT_PRIOR } from '../../mood/baseline.ts';
import { intervalOf } from '../../mood/betaBinomial.ts';
import type { Counts } from '../../mood/counts.ts';
import type { Evidence } from '../../mood/evidence.ts';
import { QUARTER, quarterOf, type Window } from '../../mood/window.ts';
import { wordsIn } from '../words.ts';
import { namer, ticksOf, type Reader, type Slice } from './reading.ts';
import type { ChartPlan, IncidentPoint } from './spec.ts';

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
  const points = starts.map((at) => incidentPoint(held.get(at), evidence));
  const first = Math.max(0, starts.indexOf(quarterOf(span.from)));
  const spec = {
    kind: 'incident' as const,
    locale,
    title: words('chart.incident'),
    ticks: ticksOf(
      starts.map((at) => ({ at })),
      name,
    ),
    points,
    span: [first, points.length - 1] as const,
    names: {
      share: words('chart.share'),
      expected: words('chart.expected'),
      incident: words('chart.incidentSpan'),
    },
  };
  const peak = points
    .map((point, index) => ({ ...point, at: starts[index] ?? from }))
    .filter((_, index) => index >= first)
    .reduce((a, b) => ((b.share ?? 0) > (a.share ?? 0) ? b : a));
  if (peak.share === null) return { spec, alt: words('chart.alt.incidentNone') };
  const { share, low, high, at } = peak;
  return {
    spec,
    alt: words('chart.alt.incident', {
      peak: share / 100,
      at: name(at),
      low: low / 100,
      high: high / 100,
    }),
  };
}

/** What an incident's chart shows of its channel: the quarter-hours before and during it. */
export function incidentWindow({ from, to }: Window): Window {
  const end = quarterOf(to) + QUARTER;
  return { from: Math.max(quarterOf(from) - USUAL * QUARTER, end - MOST_QUARTERS * QUARTER), to: end };
}

/** A quarter-hour without messages gets the band of a few messages, so that the band has no hole. */
const FEW = 5;

function incidentPoint(counts: Counts | undefined, { expected, total }: Evidence): IncidentPoint {
  const n = counts && counts.total > 0 ? counts.total : FEW;
  const mean = Math.min(0.98, Math.max(0.01, expected / total));
  const [low, high] = intervalOf({ n, mean, dispersion: DEFAULT_PRIOR.dispersion });
  const share = counts && counts.total > 0 ? (100 * counts.negative) / counts.total : null;
  return { share, low: (100 * low) / n, high: (100 * high) / n };
}
