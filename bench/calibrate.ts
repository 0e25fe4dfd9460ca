// npm run calibrate -- --preset NAME [--model FILE] [--dev FILE] [--dry]: fits src/llm/calibration/NAME.json.
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { featuresOf, type Features } from '../src/llm/calibration.ts';
import { modelCacheDir } from '../src/llm/weights/cacheDir.ts';
import { fetchWeights } from '../src/llm/weights/fetch.ts';
import { openLlama } from '../src/llm/llama/open.ts';
import { plainText } from '../src/llm/plain-text.ts';
import { openPrompts } from '../src/llm/prompts.ts';
import { createLog } from '../src/log.ts';
import { LABELS } from '../src/mood/verdict.ts';
import {
  accuracy,
  accuracyOfTwo,
  calibrationError,
  crossValidate,
  fitHead,
  uncertainBound,
  type Row,
} from './fit.ts';

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
    dev: { type: 'string', default: '../shared/data/sentiment-dev.jsonl' },
    prompts: { type: 'string', default: 'prompts' },
    threads: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});

const row = z.object({ language: z.string(), label: z.enum(LABELS), text: z.string() });
const rowsOf = async (file: string, set: 'dev' | 'chat') =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => ({ ...row.parse(JSON.parse(line)), set }));

/** SmolLM2 reads English only. */
const english = values.preset.startsWith('smollm2');
const all = [...(await rowsOf(values.dev, 'dev')), ...(await rowsOf('bench/data/chat.jsonl', 'chat'))];
const rows = all.filter(({ language }) => !english || language === 'en');

const log = createLog('info', false);
const prompts = await openPrompts({ directory: values.prompts, log, watch: false });
const { path } = await fetchWeights({
  model: values.preset,
  path: values.model,
  cacheDir: modelCacheDir({ platform: process.platform, home: homedir(), variables: process.env }),
  hfEndpoint: 'https://huggingface.co',
  log,
});
const model = await openLlama({
  path,
  id: values.preset,
  preset: values.preset,
  log,
  ...(values.threads && { threads: Number(values.threads) }),
});
const prompt = prompts.analyst();
const texts = rows.map(({ text }) => plainText(text, prompt));
const features: Features[] = [];
for (let i = 0; i < texts.length; i += model.batchSize) {
  const batch = texts.slice(i, i + model.batchSize);
  const scores = await model.judge(prompt, batch);
  features.push(...scores.map(({ scores: found }, k) => featuresOf(batch[k] ?? '', found)));
  process.stderr.write(`\rread ${features.length} of ${texts.length}`);
}
process.stderr.write('\n');
await model.close();

// Half of the say to tweets and reviews, half to chat, which is what the bot reads.
const count = (set: string) => rows.filter((one) => one.set === set).length;
const weighted: Row[] = rows.map(({ label, set }, i) => ({
  features: features[i] ?? [1, 0, 0, 0],
  label,
  weight: rows.length / 2 / count(set),
}));
const verdicts = crossValidate(weighted);
const judged = rows.flatMap((one, i) => {
  const verdict = verdicts[i];
  return verdict ? [{ ...one, verdict }] : [];
});
const dev = judged.filter(({ set }) => set === 'dev');
const chat = judged.filter(({ set }) => set === 'chat');
const two = (language: string) => dev.filter((one) => one.language === language && one.label !== 'neutral');
const rounded = (value: number) => (Number.isNaN(value) ? null : Math.round(value * 1000) / 1000);
const bound = uncertainBound(judged, 0.6);
const result = {
  preset: values.preset,
  prompt: prompt.version,
  weights: fitHead(weighted),
  temperature: 1,
  uncertainBelow: bound,
  rows: { dev: dev.length, chat: chat.length },
  // Ten-fold cross-validation: every row is judged by a head that was fitted without it.
  figures: {
    en2: rounded(accuracyOfTwo(two('en'))),
    zh2: rounded(accuracyOfTwo(two('zh'))),
    en3: rounded(accuracy(dev.filter(({ language }) => language === 'en'))),
    chat3: rounded(accuracy(chat)),
    chat3zh: rounded(accuracy(chat.filter(({ language }) => language !== 'en'))),
    chatNeutral: rounded(accuracy(chat.filter(({ label }) => label === 'neutral'))),
    ece: rounded(calibrationError(judged)),
    uncertain: rounded(
      judged.filter(({ verdict: { label, probabilities } }) => probabilities[label] < bound).length /
        judged.length,
    ),
  },
};
const json = `${JSON.stringify(
  result,
  (_, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1e4) / 1e4 : value,
  2,
)}\n`;
if (!values.dry) await writeFile(`src/llm/calibration/${values.preset}.json`, json);
process.stdout.write(json);
