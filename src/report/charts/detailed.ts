// The series of a wide timeline: the mood with its interval before what is usual, its marks, and the messages below.
import type { Look } from './look.ts';
import { band, bars, mood, signed, type Parts } from './series.ts';
import { marking } from './shading.ts';
import type { TimelineDetail, TimelineSpec } from './spec.ts';

export function detailedSeries(spec: TimelineSpec, detail: TimelineDetail, look: Look): Parts {
  const { points, names } = spec;
  const { volume, usual } = detail;
  const seen = [...points, ...usual].flatMap((one) => (one ? [Math.abs(one.low), Math.abs(one.high)] : []));
  const bound = [50, 75].find((one) => Math.max(0, ...seen) <= one) ?? 100;
  const edge = (of: readonly ({ low: number; high: number } | null)[], side: 'low' | 'high') =>
    of.map((one) => one && Math.max(-bound, Math.min(bound, one[side])));
  const below = (label: 'positive' | 'neutral' | 'negative', name: string, colour: string) => ({
    ...bars(
      volume.map((one) => one[label]),
      name,
      colour,
    ),
    yAxisID: 'messages',
  });
  return {
    datasets: [
      ...[
        mood(
          points.map((point) => point && point.mood),
          names.mood,
          look,
        ),
        ...band(edge(points, 'low'), edge(points, 'high'), look.band),
        ...band(edge(usual, 'low'), edge(usual, 'high'), look.usual, detail.names.usual),
      ].map((one) => ({ ...one, yAxisID: 'y' })),
      below('negative', names.negative, look.negative),
      below('neutral', detail.names.neutral, look.neutral),
      below('positive', names.positive, look.positive),
    ],
    legend: [
      [names.mood, look.line],
      [detail.names.usual, look.usual],
      [names.positive, look.positive],
      [detail.names.neutral, look.neutral],
      [names.negative, look.negative],
    ],
    axis: { min: -bound, max: bound, step: bound === 100 ? 50 : 25 },
    written: signed,
    plugins: [marking(detail.marks, look)],
    below: {
      messages: {
        stack: 'parts',
        stackWeight: 1,
        stacked: true,
        min: 0,
        border: { display: false },
        grid: { color: look.grid },
        ticks: {
          color: look.faint,
          maxTicksLimit: 3,
          precision: 0,
          // The highest would stand on the lowest of the scale above.
          callback: (value: number | string, n: number, all: readonly unknown[]) =>
            n === all.length - 1 ? '' : String(value),
        },
      },
    },
  };
}
