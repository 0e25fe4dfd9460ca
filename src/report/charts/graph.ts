// Timelines and incidents as Chart.js takes them: the pictures of reports and the charts of the mood view are the same.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Title,
  type ChartConfiguration,
  type LegendItem,
} from 'chart.js';
import type { Look } from './look.ts';
import { detailedSeries } from './detailed.ts';
import { band, bars, mood, signed, type Parts } from './series.ts';
import { ground, shading } from './shading.ts';
import type { IncidentSpec, TimelineSpec } from './spec.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  Title,
);

/** Above the bars, for the name of a shaded part. */
const ROOM_FOR_NAME = 22;

export type GraphSpec = TimelineSpec | IncidentSpec;
export type GraphConfig = ChartConfiguration<'bar' | 'line', (number | null)[], string>;

/** How and with which letters it is drawn. `written`: a text without the letters that cannot be drawn. */
export interface Style {
  readonly look: Look;
  readonly family: string;
  readonly written: (text: string) => string;
}

/** The texts of a graph, in which the letters of its font are looked up. */
export function textsIn(spec: GraphSpec): string[] {
  const { title, zone, ticks, names } = spec;
  const more = spec.kind === 'timeline' && spec.detail ? Object.values(spec.detail.names) : [];
  return [title, zone, ...ticks, ...Object.values(names), ...more, '+−0123456789 %ABCDEFGHIJ'];
}

/** Scales to its own size: the caller says how large it is, and whether it answers to a mouse. */
export function graphConfig(spec: GraphSpec, { look, family, written }: Style): GraphConfig {
  const parts = spec.kind === 'incident' ? incidentParts(spec, look, written) : timelineParts(spec, look);
  const legend = parts.legend.map(([name]) => name);
  return {
    // Bars and lines are mixed; each dataset names its own type.
    type: 'bar',
    data: { labels: spec.ticks.map(written), datasets: parts.datasets },
    plugins: [ground(look), ...parts.plugins],
    options: {
      font: { family, size: look.text },
      color: look.ink,
      animation: false,
      layout: { padding: { top: 8, right: 12, bottom: 6, left: 8 } },
      // Of those that stand one above the other, the first is the lowest.
      scales: { x: timeScale(spec, look, written), ...parts.below, y: scaleOf(parts, look) },
      plugins: {
        title: {
          display: true,
          text: written(spec.title),
          align: 'start',
          color: look.ink,
          font: { size: look.title, weight: 600 },
          padding: { top: 0, bottom: spec.kind === 'incident' ? ROOM_FOR_NAME : 12 },
        },
        legend: {
          position: 'bottom',
          align: 'start',
          labels: {
            color: look.ink,
            usePointStyle: true,
            boxHeight: 8,
            padding: 10,
            filter: ({ text }) => legend.includes(text),
            sort: (a, b) => legend.indexOf(a.text) - legend.indexOf(b.text),
            generateLabels: (chart) => labelsOf(chart, new Map(parts.legend)),
          },
        },
      },
    },
  };
}

function timelineParts(spec: TimelineSpec, look: Look): Parts {
  if (spec.detail) return detailedSeries(spec, spec.detail, look);
  const { points, highlight, names } = spec;
  const of = (pick: (point: NonNullable<(typeof points)[number]>) => number) =>
    points.map((point) => (point ? pick(point) : null));
  const most = Math.max(...points.map((point) => (point ? Math.max(point.positive, point.negative) : 0)));
  const bound = [50, 75].find((one) => most <= one) ?? 100;
  const tint = (front: string, back: string) =>
    points.map((_, index) => (highlight === null || highlight === index ? front : back));
  const [positive, negative] = [of((point) => point.positive), of((point) => -point.negative)];
  const [low, high] = [of((p) => Math.max(-bound, p.low)), of((p) => Math.min(bound, p.high))];
  return {
    datasets: [
      mood(
        of((point) => point.mood),
        names.mood,
        look,
      ),
      ...band(low, high, look.band),
      bars(positive, names.positive, tint(look.positive, look.positiveBack)),
      bars(negative, names.negative, tint(look.negative, look.negativeBack)),
    ],
    legend: [
      [names.positive, look.positive],
      [names.negative, look.negative],
      [names.mood, look.line],
    ],
    axis: { min: -bound, max: bound, step: bound === 100 ? 50 : 25 },
    written: signed,
    plugins: [],
  };
}

function incidentParts(spec: IncidentSpec, look: Look, written: Style['written']): Parts {
  const { points, normal, span, names } = spec;
  const [first, last] = span;
  const most = Math.max(normal.high, ...points.map((share) => share ?? 0));
  const inside = points.map((_, index) => index >= first && index <= last);
  const [low, high] = [points.map(() => normal.low), points.map(() => normal.high)];
  const colours = inside.map((is) => (is ? look.negative : look.negativeBack));
  return {
    // The first is drawn on top: the band stays in sight in front of the bars.
    datasets: [...band(low, high, look.normal, names.expected), bars([...points], names.share, colours)],
    legend: [
      [names.share, look.negative],
      [names.expected, look.normal],
    ],
    axis: { min: 0, max: most <= 50 ? 50 : 100, step: most <= 50 ? 25 : 50 },
    written: (value) => `${value} %`,
    plugins: [shading(first, last, written(names.incident), look)],
  };
}

function timeScale({ zone }: GraphSpec, look: Look, written: Style['written']) {
  return {
    stacked: true,
    grid: { display: false },
    border: { display: false },
    // The labels are chosen already (empty ones are left out), so Chart.js must not drop or turn any.
    ticks: { autoSkip: false, maxRotation: 0, color: look.faint },
    title: { display: true, text: written(zone), align: 'end' as const, color: look.faint, padding: 0 },
  };
}

function scaleOf({ axis, written, below }: Parts, look: Look) {
  return {
    ...axis,
    // Those of one stack stand one above the other.
    ...(below && { stack: 'parts', stackWeight: 3 }),
    ticks: {
      stepSize: axis.step,
      color: look.faint,
      callback: (value: number | string) => written(Number(value)),
    },
    border: { display: false },
    grid: {
      color: (one: { tick?: { value: number } }) => (one.tick?.value === 0 ? look.zero : look.grid),
    },
  };
}

/** The legend shows the full colour also for bars that are drawn paler. */
function labelsOf(chart: Chart, colours: ReadonlyMap<string, string>): LegendItem[] {
  return Chart.defaults.plugins.legend.labels.generateLabels(chart).map((label) => {
    const colour = colours.get(label.text);
    return colour === undefined ? label : { ...label, fillStyle: colour };
  });
}
