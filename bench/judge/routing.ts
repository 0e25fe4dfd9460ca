// What messages to the bot ask for, as heads see it that never saw their writer: a confusion table.
import type { Calibration } from '../../src/llm/calibration.ts';
import { ASKED, askedIn, routeOf, type Asked } from '../../src/llm/heads/asked.ts';
import type { Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import { crossValidate } from '../../src/llm/heads/fit/crossValidate.ts';
import { fitAsked, guessing } from '../fit/heads.ts';
import { askedRows } from '../fit/rows.ts';
import { askedFigures } from '../fit/shares.ts';
import { readFeatures } from '../read.ts';
import { readAddressed } from '../rows.ts';
import { table } from '../table.ts';
import { labelTable } from './labels.ts';

export interface Routing {
  /** Shares of rows whose label is found, and whose route is: the bot itself, the mood, or all else. */
  readonly figures: { readonly asked: number | null; readonly route: number | null };
  /** For people. */
  readonly text: string;
}

export async function routingFigures(
  preset: string,
  { words, atText, hashed }: Calibration,
  model: Model,
  prompts: Prompts,
): Promise<Routing> {
  const rows = await readAddressed(preset);
  const question = { ...prompts.analyst(), words, atText };
  const features = await readFeatures(
    model,
    question,
    rows.map(({ text }) => text),
    hashed,
  );
  const asked = askedRows(rows, features);
  const guesses = crossValidate(asked, guessing(fitAsked));
  const routed = asked.map(({ label }, i) => [label, askedIn(guesses[i] ?? []).label] as const);
  const figures = askedFigures(asked, guesses);
  const title = `What is asked for, ${rows.length} rows, by heads that never saw the writer:`;
  return {
    figures,
    text: [title, routes(routed), labelTable('asked for', ASKED, asked, guesses)].join('\n'),
  };
}

/** Characters of the names. */
const NAME = 14;

type Pairs = readonly (readonly [wanted: Asked, found: Asked])[];

function routes(pairs: Pairs): string {
  const names = ['self', 'mood', 'talk'];
  const lines = names.map((wanted) => {
    const own = pairs.filter(([label]) => routeOf(label) === wanted);
    return [
      wanted,
      ...names.map((found) => String(own.filter(([, label]) => routeOf(label) === found).length)),
    ];
  });
  return table(['route wanted', ...names.map((name) => `found ${name}`)], lines, NAME);
}
