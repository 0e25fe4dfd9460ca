// The view as files: CSV of the timeline, JSON of everything, PNG of the chart.
import { BYTE_ORDER_MARK, csvLine } from '../deliver/files/csv.ts';
import { KINDS } from '../mood/kind.ts';
import { ViewRefusal } from './errors.ts';
import type { Scene } from './scene.ts';
import type { View } from './data.ts';

const HEAD = [
  ...['from', 'to', 'messages', 'positive', 'neutral', 'negative'],
  ...['mood', 'mood_low', 'mood_high', 'usual_low', 'usual_high'],
  ...KINDS,
];

interface Exported {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export type Format = 'csv' | 'json' | 'png';

/** Throws ViewRefusal (503) where the chart cannot be drawn. */
export async function exportedAs(format: Format, view: View, { context }: Scene): Promise<Exported> {
  if (format === 'csv') return { type: 'text/csv; charset=utf-8', body: csvOf(view) };
  if (format === 'json') {
    const facts = { ...view, texts: undefined };
    return { type: 'application/json; charset=utf-8', body: `${JSON.stringify(facts, null, 2)}\n` };
  }
  const drawing = await context.painter?.draw(view.timeline.spec);
  if (!drawing) throw new ViewRefusal(503, 'The chart cannot be drawn now: try again, or take CSV.');
  return { type: 'image/png', body: new Uint8Array(drawing.png) };
}

/** Times in UTC, as programs read them; moods rounded to one decimal. */
function csvOf({ timeline }: View): string {
  const rounded = (value: number | undefined) => (value === undefined ? null : Math.round(value * 10) / 10);
  const rows = timeline.rows.map(({ from, to, total, positive, neutral, negative, kinds, point, usual }) =>
    csvLine([
      ...[new Date(from).toISOString(), new Date(to).toISOString()],
      ...[total, positive, neutral, negative],
      ...[rounded(point?.mood), rounded(point?.low), rounded(point?.high)],
      ...[rounded(usual?.low), rounded(usual?.high)],
      ...KINDS.map((kind) => kinds[kind]),
    ]),
  );
  return BYTE_ORDER_MARK + csvLine(HEAD) + rows.join('');
}
