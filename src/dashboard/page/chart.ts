// The chart: the same as the picture of a report, in the colours of the page, with what each point says.
import { Chart, Tooltip } from 'chart.js';
import { graphConfig } from '../../report/charts/graph.ts';
import { LIGHT, LOOK } from '../../report/charts/look.ts';
import type { PageView as View } from '../data.ts';

Chart.register(Tooltip);

const DARK = matchMedia('(prefers-color-scheme: dark)');
const FAMILY =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

let shown: Chart | null = null;

/** Draws into a canvas that stands in the page already. `onPick`: a point was clicked. */
export function drawChart(canvas: HTMLCanvasElement, view: View, onPick: (point: number) => void): void {
  shown?.destroy();
  const look = { ...(DARK.matches ? { ...LOOK, ground: '#1b1f27' } : LIGHT) };
  const { spec, rows } = view.timeline;
  const config = graphConfig(spec, { look, family: FAMILY, written: (text) => text });
  const names = spec.detail?.names;
  shown = new Chart(canvas, {
    ...config,
    options: {
      ...config.options,
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      onClick: (_, [first]) => {
        if (first) onPick(first.index);
      },
      plugins: {
        ...config.options?.plugins,
        title: { display: false },
        tooltip: {
          displayColors: false,
          filter: ({ datasetIndex }) => datasetIndex === 0,
          callbacks: {
            title: ([item]) => (item ? (rows[item.dataIndex]?.at ?? '') : ''),
            label: ({ dataIndex }) => linesOf(rows[dataIndex], view, names?.usual ?? ''),
          },
        },
      },
    },
  });
}

const signed = (value: number) =>
  value > 0 ? `+${Math.round(value)}` : String(Math.round(value)).replace('-', '−');

export const rangeText = (range: { low: number; high: number } | null): string =>
  range ? `${signed(range.low)} … ${signed(range.high)}` : '–';

export const pointText = (point: { mood: number } | null): string => (point ? signed(point.mood) : '–');

function linesOf(
  row: View['timeline']['rows'][number] | undefined,
  { texts }: View,
  usual: string,
): string[] {
  if (!row) return [];
  return [
    `${texts.mood} ${pointText(row.point)} (${rangeText(row.point)})`,
    ...(row.usual ? [`${usual} ${rangeText(row.usual)}`] : []),
    `${texts.messages} ${row.total}`,
  ];
}

/** Calls when the browser goes from light to dark or back. */
export const onScheme = (change: () => void) => DARK.addEventListener('change', change);

/** A course of moods as a small line; it repeats what the table says. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const step = width / Math.max(1, values.length - 1);
  let path = '';
  values.forEach((value, n) => {
    if (value === null) return;
    const isStart = n === 0 || values[n - 1] === null;
    const [x, y] = [n * step, ((100 - value) / 200) * height];
    path += `${isStart ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    if (isStart && (values[n + 1] ?? null) === null) path += `h0.1`;
  });
  return path;
}
