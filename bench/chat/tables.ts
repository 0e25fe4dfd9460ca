// The tables of bench:chat, for people.
import { faultCounts, talliesBy, tallyOf, type Held, type Tally } from './tally.ts';

/** By kind, by language, by check; the last row of the first is the whole. */
export function chatTables(held: readonly Held[]): string {
  const faults = faultCounts(held).map(({ check, answers }) => [check, answers.toFixed(1)]);
  return [
    sharesTable('kind', [...talliesBy(held, 'kind'), tallyOf('all', held)]),
    sharesTable('language', talliesBy(held, 'language')),
    table(['check', 'answers that fail it'], faults),
  ].join('\n');
}

function sharesTable(title: string, tallies: readonly Tally[]): string {
  const rows = tallies.map(({ name, conversations, share, spread }) => [
    name,
    String(conversations),
    ratio(share),
    ratio(spread),
  ]);
  return table([title, 'conversations', 'all checks hold', 'max − min'], rows);
}

/** Characters of the longest name. */
const NAME = 11;

/** As Markdown: names to the left, figures to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((cell, column) => (column === 0 ? NAME : cell.length));
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(' | ')} |\n`;
  };
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [header, rule, ...rows].map(line).join('');
}

const ratio = (share: number) => share.toFixed(3).replace(/^0/, '');
