// Tables that read well as text and as Markdown.

/** Names to the left, padded to `nameWidth` characters; figures to the right, as wide as their heads. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  nameWidth = 11,
): string {
  const widths = header.map((cell, column) => (column === 0 ? nameWidth : cell.length));
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(nameWidth) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(' | ')} |\n`;
  };
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [header, rule, ...rows].map(line).join('');
}

/** A share as three digits behind the point: ".842", "1.000". */
export const ratio = (share: number): string => share.toFixed(3).replace(/^0/, '');
