// npm run --silent bench:judge -- [--preset NAME] [--model FILE] [--dev FILE] [--threads N] [--failures]: how right the judge is.
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createJudge, type Judge } from '../src/llm/judge.ts';
import { calibrationOf } from '../src/llm/calibration.ts';
import { developmentFigures } from './judge/development.ts';
import { hidingFigures } from './judge/hiding.ts';
import { lexiconLabel } from './judge/lexicon.ts';
import { routingFigures } from './judge/routing.ts';
import { readSuite, type SuiteRow } from './judge/suite.ts';
import { behaviourTables, failureLines } from './judge/tables.ts';
import { tallyOf, type Answered } from './judge/tally.ts';
import { openPreset } from './open.ts';
import { falseNegativity } from '../src/llm/heads/fit/figures.ts';
import { DEV } from './rows.ts';

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
    dev: { type: 'string', default: DEV },
    threads: { type: 'string' },
    failures: { type: 'boolean', default: false },
  },
});
const { preset } = values;

/** How many texts are handed to the judge at once: enough to fill its batches, few enough to show progress. */
const AT_ONCE = 32;

async function answered(judge: Judge, suite: readonly SuiteRow[]): Promise<Answered[]> {
  const rows: Answered[] = [];
  while (rows.length < suite.length) {
    const batch = suite.slice(rows.length, rows.length + AT_ONCE);
    const judgements = await judge.judge(batch.map(({ text }) => text));
    for (const [i, { verdict }] of judgements.entries()) {
      const row = batch[i];
      if (row) rows.push({ ...row, verdict, lexicon: lexiconLabel(row.text) });
    }
    if (process.stderr.isTTY) process.stderr.write(`\rjudged ${rows.length} of ${suite.length}`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return rows;
}

const rounded = (share: number) => Math.round(share * 1000) / 1000;
const say = (text: string) => process.stdout.write(text);

const suite = await readSuite();
const opened = await openPreset({ preset, file: values.model, threads: values.threads });

const { model, prompts } = opened;
try {
  const judge = createJudge({ model, prompts });
  say(`Model: ${model.id}, ${judge.calibration() ? 'calibrated' : 'uncalibrated'}\n\n`);

  // First what is quick: cross-validation takes some minutes.
  const rows = await answered(judge, suite);
  say(`${behaviourTables(rows)}\n`);
  if (values.failures) say(`${failureLines(rows)}\n`);

  const hiding = await hidingFigures(judge);
  say(`${hiding.text}\n`);

  const development = await developmentFigures({ dev: values.dev, preset, model, prompts });
  say(`${development.text}\n`);

  const calibration = calibrationOf(preset, model.manyWords);
  const routing = calibration?.asked ? await routingFigures(preset, calibration, model, prompts) : null;
  if (routing) say(`${routing.text}\n`);

  const { barometer, lexicon } = tallyOf('all', rows);
  const { en2, zh2, en3, chat3, ece } = development.figures;
  const result = {
    model: model.id,
    ...{ en2, zh2, en3, chat3, ece },
    ...development.published,
    ...routing?.figures,
    unmoved: rounded(hiding.unmoved),
    ...development.named,
    behaviour: { all: rounded(barometer), lexicon: rounded(lexicon), falseNegativity: falseNegativity(rows) },
  };
  await mkdir('bench/results', { recursive: true });
  await writeFile('bench/results/judge.json', `${JSON.stringify(result, null, 2)}\n`);
  say(`${JSON.stringify(result)}\n`);
} finally {
  await opened.close();
}
