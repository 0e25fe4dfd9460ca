// The table of `barometer compare`.
import { columns, shareCell } from './columns.ts';
import type { Measured } from './measure.ts';

const whole = (value: number) => String(Math.round(value));
const tenth = (value: number) => value.toFixed(1);

const COLUMNS: readonly (readonly [head: string, cell: (row: Measured) => string])[] = [
  ['model', ({ model, calibrated }) => (calibrated ? model : `${model} (uncalibrated)`)],
  ['judged right', ({ right }) => shareCell(right.all)],
  ['en', ({ right }) => shareCell(right.english)],
  ['zh', ({ right }) => shareCell(right.chinese)],
  ['turns held', ({ chat }) => shareCell(chat)],
  ['one message, ms', ({ messageMs }) => whole(messageMs)],
  ['messages/s', ({ perSecond }) => tenth(perSecond)],
  ['first words, ms', ({ firstTokenMs }) => whole(firstTokenMs)],
  ['tokens/s', ({ tokensPerSecond }) => tenth(tokensPerSecond)],
  ['memory, MB', ({ memoryMB }) => whole(memoryMB)],
];

/** One line for each model below the heads, in columns. */
export function comparison(rows: readonly Measured[]): string {
  const cells = [COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  return columns(cells);
}
