// CSV as RFC 4180 has it, and harmless in spreadsheets: no cell of text is ever read as a formula.

/** Begins a file: without it Excel takes UTF-8 for something else and garbles Chinese. */
export const BYTE_ORDER_MARK = '\uFEFF';

export type Cell = string | number | null;

/** One record with its CRLF. Text is always quoted; numbers never are; null is an empty cell. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

// What a spreadsheet takes for the start of a formula, full-width forms too; and the mark itself, so that it can be undone.
const RISKY = /^['=+\-@\t\r\n＝＋－＠]/u;

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const inert = RISKY.test(cell) ? `'${cell}` : cell;
  return `"${inert.replaceAll('"', '""')}"`;
}
