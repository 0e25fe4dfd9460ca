// The tables of bench:judge, for people.
import { LABELS } from '../../src/mood/verdict.ts';
import { ratio, table } from '../table.ts';
import { talliesBy, tallyOf, type Answered, type Tally } from './tally.ts';

/** By behaviour, by language, by label; the last row of the first is the whole suite. */
export function behaviourTables(rows: readonly Answered[]): string {
  return [
    tallyTable('behaviour', [...talliesBy(rows, 'behaviour'), tallyOf('all', rows)]),
    tallyTable('language', talliesBy(rows, 'language')),
    tallyTable('label wanted', talliesBy(rows, 'label')),
  ].join('\n');
}

/** Characters of the longest behaviour. */
const NAME = 20;

function tallyTable(title: string, tallies: readonly Tally[]): string {
  const lines = tallies.map(({ name, rows, barometer, lexicon, uncertain }) => [
    name,
    String(rows),
    ratio(barometer),
    ratio(lexicon),
    String(uncertain),
  ]);
  return table([title, 'rows', 'Barometer', 'AFINN', 'uncertain'], lines, NAME);
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
