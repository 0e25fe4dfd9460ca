// The tables of bench:chat, for people.
import { ratio, table } from '../table.ts';
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
