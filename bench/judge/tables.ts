// The tables of bench:judge, for people.
import { LABELS } from '../../src/mood/verdict.ts';
import { talliesBy, tallyOf, type Answered, type Tally } from './tally.ts';

/** By behaviour, by language, by label; the last row of the first is the whole suite. */
export function behaviourTables(rows: readonly Answered[]): string {
  return [
    table('behaviour', [...talliesBy(rows, 'behaviour'), tallyOf('all', rows)]),
    table('language', talliesBy(rows, 'language')),
    table('label wanted', talliesBy(rows, 'label')),
  ].join('\n');
}

function table(title: string, tallies: readonly Tally[]): string {
  const header = [title, 'rows', 'Barometer', 'AFINN', 'uncertain'];
  const lines = tallies.map(({ name, rows, barometer, lexicon, uncertain }) => [
    name,
    String(rows),
    ratio(barometer),
    ratio(lexicon),
    String(uncertain),
  ]);
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${padded(cells)} |\n`).join('');
}

/** Names are aligned left and figures right. The table can be read as text and as Markdown. */
function padded([name = '', ...figures]: readonly string[]): string {
  return [name.padEnd(20), ...figures.map((cell) => cell.padStart(9))].join(' | ');
}

function ratio(share: number): string {
  return share.toFixed(3).replace(/^0/, '');
}

/** A line for each wrong verdict: the place, the wanted label, the verdict with its probability, and the text. */
export function failureLines(rows: readonly Answered[]): string {
  return rows
    .filter(({ label, verdict }) => verdict.label !== label)
    .map(({ behaviour, language, label, verdict, text }) => {
      const said = LABELS.map((one) => `${one} ${verdict.probabilities[one].toFixed(2)}`).join(', ');
      return `${behaviour} (${language}): wanted ${label}, got ${said}: ${JSON.stringify(short(text))}\n`;
    })
    .join('');
}

function short(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 160)}…`;
}
