// Text in columns, for tables that commands print.

/** The first column to the left, the others to the right; two spaces between them. */
export function columns(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** A share 0…1 as three digits behind the point: ".842", "1.000"; "–" where there is none. */
export const shareCell = (share: number | null): string =>
  share === null ? '–' : share.toFixed(3).replace(/^0/, '');
