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
  type ChartDataset,
  type Plugin,
} from 'chart.js';
import type { Locale } from '../../locale.ts';
import { drawable, familiesFor } from './fonts.ts';
import { LOOK, SCALE, SIZES } from './look.ts';
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

type Mixed = ChartDataset<'bar' | 'line', (number | null)[]>;

interface Graph {
  readonly kind: 'timeline' | 'incident';
  readonly locale: Locale;
  readonly title: string;
  readonly ticks: readonly string[];
  readonly datasets: Mixed[];
  /** Names of datasets that the legend shows, in its order. */
  readonly legend: readonly string[];
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
  const bound = most <= 50 ? 50 : 100;
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
    legend: [names.positive, names.negative, names.mood],
    axis: { min: -bound, max: bound, step: bound / 2 },
    written: (value) => (value > 0 ? `+${value}` : String(value).replace('-', '−')),
  });
}

/** A PNG. */
export function drawIncident(spec: IncidentSpec): Promise<Uint8Array> {
  const { points, span, names } = spec;
  const [first, last] = span;
  const most = Math.max(...points.map(({ share, high }) => Math.max(share ?? 0, high)));
  const inside = points.map((_, index) => index >= first && index <= last);
  return draw({
    ...spec,
    datasets: [
      ...band(
        points.map(({ low }) => low),
        points.map(({ high }) => high),
        LOOK.normal,
        names.expected,
      ),
      bars(
        points.map(({ share }) => share),
        names.share,
        inside.map((is) => (is ? LOOK.negative : LOOK.negativeBack)),
      ),
    ],
    legend: [names.share, names.expected],
    axis: { min: 0, max: most <= 50 ? 50 : 100, step: most <= 50 ? 25 : 50 },
    written: (value) => `${value} %`,
    plugins: [shading(first, last, drawable(names.incident, spec.locale))],
  });
}

const mood = (data: (number | null)[], label: string): Mixed => ({
  type: 'line',
  label,
  data,
  borderColor: LOOK.line,
  borderWidth: 2.5,
  // A point alone, between hours without messages, makes no line.
  pointRadius: data.map((value, n) =>
    value !== null && (data[n - 1] ?? null) === null && (data[n + 1] ?? null) === null ? 3 : 0,
  ),
  pointBackgroundColor: LOOK.line,
  pointStyle: 'line',
});

const bars = (data: (number | null)[], label: string, colours: string[]): Mixed => ({
  type: 'bar',
  label,
  data,
  backgroundColor: colours,
  stack: 'shares',
  barPercentage: 1,
  categoryPercentage: 0.82,
  pointStyle: 'rect',
});

const band = (low: (number | null)[], high: (number | null)[], colour: string, label = ''): Mixed[] => {
  const edge = { type: 'line' as const, borderWidth: 0, pointRadius: 0, backgroundColor: colour };
  return [
    { ...edge, label: '', data: low },
    { ...edge, label, data: high, fill: '-1', pointStyle: 'rect' },
  ];
};

/** A lighter ground behind some points, named above them. */
const shading = (first: number, last: number, name: string): Plugin => ({
  id: 'shading',
  beforeDatasetsDraw({ ctx, chartArea: { top, bottom, left, right }, scales: { x } }) {
    if (!x) return;
    const half = (x.getPixelForValue(1) - x.getPixelForValue(0)) / 2;
    const from = Math.max(left, x.getPixelForValue(first) - half);
    const to = Math.min(right, x.getPixelForValue(last) + half);
    ctx.save();
    ctx.fillStyle = LOOK.span;
    ctx.fillRect(from, top, to - from, bottom - top);
    ctx.fillStyle = LOOK.faint;
    ctx.font = `${LOOK.text - 1}px ${Chart.defaults.font.family ?? ''}`;
    const width = ctx.measureText(name).width;
    ctx.fillText(name, Math.max(left + 3, Math.min(from + 4, right - width - 3)), top + LOOK.text);
    ctx.restore();
  },
});

const GROUND: Plugin = {
  id: 'ground',
  beforeDraw({ ctx, width, height }) {
    ctx.save();
    ctx.fillStyle = LOOK.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
};

async function draw(graph: Graph): Promise<Uint8Array> {
  const { width, height } = SIZES[graph.kind];
  const canvas = createCanvas(width, height);
  const chart = new Chart(canvas as unknown as ConstructorParameters<typeof Chart>[0], configOf(graph));
  try {
    return await canvas.encode('png');
  } finally {
    chart.destroy();
  }
}

function configOf(graph: Graph): ChartConfiguration<'bar' | 'line', (number | null)[], string> {
  const { locale, axis, written, legend } = graph;
  const clean = (text: string) => drawable(text, locale);
  const ticks = graph.ticks.map(clean);
  const title = clean(graph.title);
  Chart.defaults.font.family = familiesFor([title, ...ticks, ...legend, '+−0123456789 %'], locale);
  Chart.defaults.font.size = LOOK.text;
  Chart.defaults.color = LOOK.ink;
  return {
    // One type for all would hide that they are mixed.
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
          // Empty labels are those left out: none is dropped or turned by itself.
          ticks: { autoSkip: false, maxRotation: 0, color: LOOK.faint },
        },
        y: {
          ...axis,
          ticks: { stepSize: axis.step, color: LOOK.faint, callback: (value) => written(Number(value)) },
          border: { display: false },
          grid: {
            color: (one: { tick?: { value: number } }) => (one.tick?.value === 0 ? LOOK.zero : LOOK.grid),
          },
        },
      },
      plugins: {
        title: {
          display: true,
          text: title,
          align: 'start',
          font: { size: LOOK.title, weight: 600 },
          padding: { top: 0, bottom: 8 },
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
          },
        },
      },
    },
  };
}
