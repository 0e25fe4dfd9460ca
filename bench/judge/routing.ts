// What messages to the bot ask for, as heads see it that never saw their writer: a confusion table.
import type { Calibration } from '../../src/llm/calibration.ts';
import { ASKED, askedIn, routeOf, type Asked } from '../../src/llm/heads/asked.ts';
import type { Model } from '../../src/llm/model.ts';
import type { Prompts } from '../../src/llm/prompts.ts';
import { crossValidate } from '../../src/llm/heads/fit/crossValidate.ts';
import { askedGuess } from '../fit/heads.ts';
import { askedRows } from '../fit/rows.ts';
import { askedFigures, likeliestOf } from '../fit/shares.ts';
import { readFeatures } from '../read.ts';
import { readAddressed } from '../rows.ts';
import { ratio, table } from '../table.ts';

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
  const guesses = crossValidate(asked, askedGuess);
  const found = likeliestOf(ASKED, guesses);
  const routed = asked.map(({ label }, i) => [label, askedIn(guesses[i] ?? []).label] as const);
  const figures = askedFigures(asked, guesses);
  const pairs = asked.map(({ label }, i) => [label, found[i] ?? 'chat'] as const);
  const title = `What is asked for, ${rows.length} rows, by heads that never saw the writer:`;
  return { figures, text: [title, routes(routed), labels(pairs)].join('\n') };
}

/** Characters of the longest label. */
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

function labels(pairs: Pairs): string {
  const lines = ASKED.map((label) => {
    const wanted = pairs.filter(([one]) => one === label);
    const found = pairs.filter(([, one]) => one === label);
    const right = wanted.filter(([, one]) => one === label).length;
    const others = new Map<string, number>();
    for (const [, one] of wanted) if (one !== label) others.set(one, (others.get(one) ?? 0) + 1);
    const [most] = [...others].sort(([, a], [, b]) => b - a);
    const mostly = most ? `${most[0]} (${most[1]})` : '';
    return [
      label,
      String(wanted.length),
      shareOf(right, wanted.length),
      shareOf(right, found.length),
      mostly,
    ];
  });
  return table(['asked for', 'rows', 'found', 'right when said', 'mostly taken for'], lines, NAME);
}

const shareOf = (part: number, whole: number) => (whole === 0 ? '' : ratio(part / whole));
