// npm run calibrate -- --preset NAME [--model FILE]... [--dev FILE] [--dry]: fits src/llm/calibration/NAME.json.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { figuresOf, uncertainBound } from './figures.ts';
import { crossValidate, fitHead, ridgeOf } from './fit.ts';
import { openPreset } from './open.ts';
import { readFeatures } from './read.ts';
import { DEV, readFitted } from './rows.ts';
import { WORDS } from './words.ts';

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    // Several files of one preset share a head: it then holds for each way the weights are quantised.
    model: { type: 'string', multiple: true, default: [''] },
    dev: { type: 'string', default: DEV },
    threads: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});
const { preset } = values;

const rows = await readFitted(values.dev, preset);
const read: Awaited<ReturnType<typeof readFeatures>>[] = [];
let version = '';
for (const file of values.model) {
  const opened = await openPreset({ preset, file, threads: values.threads });
  const prompt = opened.prompts.analyst();
  version = prompt.version;
  read.push(await readFeatures(opened.model, { ...prompt, words: WORDS }, rows));
  await opened.close();
}

// Ten-fold cross-validation: no row is judged by a head that saw it, of whichever file.
const all = read.flat();
const verdicts = crossValidate(all, ridgeOf(preset));
const judged = all.flatMap((row, i) => {
  const verdict = verdicts[i];
  return verdict ? [{ ...row, verdict }] : [];
});
const result = {
  preset,
  prompt: version,
  words: WORDS,
  weights: fitHead(all, ridgeOf(preset)),
  uncertainBelow: uncertainBound(judged, 0.5),
  rows: rows.length,
  figures: Object.fromEntries(
    values.model.map((file, i) => [
      file === '' ? 'default' : basename(file, '.gguf'),
      figuresOf(judged.slice(i * rows.length, (i + 1) * rows.length)),
    ]),
  ),
};
const json = JSON.stringify(result, (_, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 1e5) / 1e5 : value,
);
const file = `src/llm/calibration/${preset}.json`;
if (!values.dry)
  await writeFile(file, await format(json, { ...(await resolveConfig(file)), parser: 'json' }));
process.stdout.write(`${JSON.stringify({ ...result, words: WORDS.length, weights: '…' }, null, 2)}\n`);
