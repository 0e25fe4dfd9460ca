// The table of `barometer compare`.
import type { Measured } from './measure.ts';

const share = (value: number) => value.toFixed(3).replace(/^0/, '');
const whole = (value: number) => String(Math.round(value));
const tenth = (value: number) => value.toFixed(1);

const COLUMNS: readonly (readonly [head: string, cell: (row: Measured) => string])[] = [
  ['model', ({ model, calibrated }) => (calibrated ? model : `${model} (uncalibrated)`)],
  ['judged right', ({ right }) => share(right.all)],
  ['en', ({ right }) => share(right.english)],
  ['zh', ({ right }) => share(right.chinese)],
  ['one message, ms', ({ messageMs }) => whole(messageMs)],
  ['messages/s', ({ perSecond }) => tenth(perSecond)],
  ['first words, ms', ({ firstTokenMs }) => whole(firstTokenMs)],
  ['tokens/s', ({ tokensPerSecond }) => tenth(tokensPerSecond)],
  ['memory, MB', ({ memoryMB }) => whole(memoryMB)],
];

/** One line for each model below the heads, in columns: the first to the left, numbers to the right. */
export function comparison(rows: readonly Measured[]): string {
  const cells = [COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
