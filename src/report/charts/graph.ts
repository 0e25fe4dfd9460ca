// Draws timelines and incidents with Chart.js.
import { createCanvas } from '@napi-rs/canvas';
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
  type Plugin,
} from 'chart.js';
import type { Locale } from '../../locale.ts';
import { drawable, familiesFor } from './fonts.ts';
import { LOOK, SCALE, SIZES } from './look.ts';
import { band, bars, mood, type Mixed } from './series.ts';
import { GROUND, shading } from './shading.ts';
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

interface Graph {
  readonly kind: 'timeline' | 'incident';
  readonly locale: Locale;
  readonly title: string;
  readonly ticks: readonly string[];
  readonly zone: string;
  readonly datasets: Mixed[];
  /** Names and colours that the legend shows, in its order. */
  readonly legend: readonly (readonly [name: string, colour: string])[];
  readonly axis: { readonly min: number; readonly max: number; readonly step: number };
  readonly written: (value: number) => string;
  readonly plugins?: Plugin[];
}

/** A PNG. */
export function drawTimeline(spec: TimelineSpec): Promise<Uint8Array> {
  const { points, highlight, names } = spec;
  const of = (pick: (point: NonNullable<(typeof points)[number]>) => number) =>
    points.map((point) => (point ? pick(point) : null));
  const most = Math.max(...points.map((point) => (point ? Math.max(point.positive, point.negative) : 0)));
  const bound = [50, 75].find((one) => most <= one) ?? 100;
  const tint = (front: string, back: string) =>
    points.map((_, index) => (highlight === null || highlight === index ? front : back));
  return draw({
    ...spec,
    datasets: [
      mood(
        of(({ mood: value }) => value),
        names.mood,
      ),
      ...band(
        of(({ low }) => Math.max(-bound, low)),
        of(({ high }) => Math.min(bound, high)),
        LOOK.band,
      ),
      bars(
        of(({ positive }) => positive),
        names.positive,
        tint(LOOK.positive, LOOK.positiveBack),
      ),
      bars(
        of(({ negative }) => -negative),
        names.negative,
        tint(LOOK.negative, LOOK.negativeBack),
      ),
    ],
    legend: [
      [names.positive, LOOK.positive],
      [names.negative, LOOK.negative],
      [names.mood, LOOK.line],
    ],
    axis: { min: -bound, max: bound, step: bound === 100 ? 50 : 25 },
    written: (value) => (value > 0 ? `+${value}` : String(value).replace('-', '−')),
  });
}

/** A PNG. */
export function drawIncident(spec: IncidentSpec): Promise<Uint8Array> {
  const { points, normal, span, names } = spec;
  const [first, last] = span;
  const most = Math.max(normal.high, ...points.map((share) => share ?? 0));
  const inside = points.map((_, index) => index >= first && index <= last);
  return draw({
    ...spec,
    datasets: [
      // The first is drawn on top: the band stays in sight in front of the bars.
      ...band(
        points.map(() => normal.low),
        points.map(() => normal.high),
        LOOK.normal,
        names.expected,
      ),
      bars(
        [...points],
        names.share,
        inside.map((is) => (is ? LOOK.negative : LOOK.negativeBack)),
      ),
    ],
    legend: [
      [names.share, LOOK.negative],
      [names.expected, LOOK.normal],
    ],
    axis: { min: 0, max: most <= 50 ? 50 : 100, step: most <= 50 ? 25 : 50 },
    written: (value) => `${value} %`,
    plugins: [shading(first, last, drawable(names.incident, spec.locale))],
  });
}

async function draw(graph: Graph): Promise<Uint8Array> {
  const { width, height } = SIZES[graph.kind];
  const canvas = createCanvas(width, height);
  const chart = new Chart(canvas, configOf(graph));
  try {
    return await canvas.encode('png');
  } finally {
    chart.destroy();
  }
}

function configOf(graph: Graph): ChartConfiguration<'bar' | 'line', (number | null)[], string> {
  const { locale } = graph;
  const legend = graph.legend.map(([name]) => name);
  const colours = new Map(graph.legend);
  const clean = (text: string) => drawable(text, locale);
  const ticks = graph.ticks.map(clean);
  const title = clean(graph.title);
  Chart.defaults.font.family = familiesFor(
    [title, graph.zone, ...ticks, ...legend, '+−0123456789 %'],
    locale,
  );
  Chart.defaults.font.size = LOOK.text;
  Chart.defaults.color = LOOK.ink;
  return {
    // Bars and lines are mixed; each dataset names its own type.
    type: 'bar',
    data: { labels: [...ticks], datasets: graph.datasets },
    plugins: [GROUND, ...(graph.plugins ?? [])],
    options: {
      responsive: false,
      animation: false,
      devicePixelRatio: SCALE,
      layout: { padding: { top: 8, right: 12, bottom: 6, left: 8 } },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { display: false },
          // The labels are chosen already (empty ones are left out), so Chart.js must not drop or turn any.
          ticks: { autoSkip: false, maxRotation: 0, color: LOOK.faint },
          title: { display: true, text: clean(graph.zone), align: 'end', color: LOOK.faint, padding: 0 },
        },
        y: scaleOf(graph),
      },
      plugins: {
        title: {
          display: true,
          text: title,
          align: 'start',
          font: { size: LOOK.title, weight: 600 },
          padding: { top: 0, bottom: graph.plugins ? ROOM_FOR_NAME : 12 },
        },
        legend: {
          position: 'bottom',
          align: 'start',
          labels: {
            usePointStyle: true,
            boxHeight: 8,
            padding: 10,
            filter: ({ text }) => legend.includes(text),
            sort: (a, b) => legend.indexOf(a.text) - legend.indexOf(b.text),
            generateLabels: (chart) => labelsOf(chart, colours),
          },
        },
      },
    },
  };
}

function scaleOf({ axis, written }: Graph) {
  return {
    ...axis,
    ticks: {
      stepSize: axis.step,
      color: LOOK.faint,
      callback: (value: number | string) => written(Number(value)),
    },
    border: { display: false },
    grid: {
      color: (one: { tick?: { value: number } }) => (one.tick?.value === 0 ? LOOK.zero : LOOK.grid),
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
