// The series of a graph, as Chart.js takes them.
import type { ChartDataset, Plugin } from 'chart.js';
import type { Look } from './look.ts';

export type Mixed = ChartDataset<'bar' | 'line', (number | null)[]>;

/** What differs between the kinds of graph. */
export interface Parts {
  readonly datasets: Mixed[];
  /** Names and colours that the legend shows, in its order. */
  readonly legend: readonly (readonly [name: string, colour: string])[];
  readonly axis: { readonly min: number; readonly max: number; readonly step: number };
  readonly written: (value: number) => string;
  readonly plugins: Plugin[];
  /** More scales, below the one of the line. */
  readonly below?: Readonly<Record<string, object>>;
}

/** "+25", "−25". */
export const signed = (value: number) => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

/** The line; a point alone where its neighbours are missing. */
export const mood = (data: (number | null)[], label: string, look: Look): Mixed => ({
  type: 'line',
  label,
  data,
  borderColor: look.line,
  borderWidth: 2.5,
  // A point alone, between hours without messages, makes no line.
  pointRadius: data.map((value, n) =>
    value !== null && (data[n - 1] ?? null) === null && (data[n + 1] ?? null) === null ? 3 : 0,
  ),
  pointBackgroundColor: look.line,
  pointStyle: 'line',
});

/** One bar a point, a colour each. */
export const bars = (data: (number | null)[], label: string, colours: string | string[]): Mixed => ({
  type: 'bar',
  label,
  data,
  backgroundColor: colours,
  stack: 'shares',
  barPercentage: 1,
  categoryPercentage: 0.82,
  pointStyle: 'rect',
});

/** The ground between two lines. */
export const band = (
  low: (number | null)[],
  high: (number | null)[],
  colour: string,
  label = '',
): Mixed[] => {
  const edge = { type: 'line' as const, borderWidth: 0, pointRadius: 0, backgroundColor: colour };
  return [
    { ...edge, label: '', data: low },
    { ...edge, label, data: high, fill: '-1', pointStyle: 'rect' },
  ];
};
