// npm run calibrate -- --preset NAME [--model FILE]... [--narrow] [--dev FILE] [--dry]: fits src/llm/calibration/NAME.json.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { verdictOf } from '../src/llm/calibration.ts';
import { headDataOf } from '../src/llm/heads/head.ts';
import { crossValidate } from '../src/llm/heads/fit/crossValidate.ts';
import { confusionOf } from '../src/llm/heads/fit/confusion.ts';
import { uncertainBound } from '../src/llm/heads/fit/figures.ts';
import { NARROW_WORDS } from '../src/llm/heads/words.ts';
import { figuresOf } from './figures.ts';
import {
  fitAsked,
  fitIntent,
  fitKind,
  fitSentiment,
  guessing,
  sentimentGuess,
  TOLD_FROM,
} from './fit/heads.ts';
import { askedRows, intentRows, kindRows, sentimentRows } from './fit/rows.ts';
import { askedFigures } from './fit/shares.ts';
import { namedFigures } from './judge/named.ts';
import { openPreset } from './open.ts';
import { readFeatures } from './read.ts';
import { READINGS, readingLines } from './readings.ts';
import { DEV, readAddressed, readFitted } from './rows.ts';
import { STATE_WORDS } from './words.ts';

const DEFAULT_PRESET = 'qwen2.5-coder-0.5b';
const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: DEFAULT_PRESET },
    // Several files of one preset share their heads, which then hold for each way the weights are quantised.
    model: { type: 'string', multiple: true, default: [''] },
    // For models over a network: few words, sentiment alone.
    narrow: { type: 'boolean', default: false },
    dev: { type: 'string', default: DEV },
    threads: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});
const { preset, narrow } = values;
const words = narrow ? NARROW_WORDS : STATE_WORDS;
const atText = !narrow;
/** Places of a text's own words: twice as many are hardly better. */
const hashed = narrow ? 0 : 1024;

const rows = await readFitted(values.dev, preset);
const addressed = await readAddressed(preset);
const sentiment: ReturnType<typeof sentimentRows> = [];
const asked: ReturnType<typeof askedRows> = [];
let prompt = '';
for (const file of values.model) {
  const opened = await openPreset({ preset, file, threads: values.threads });
  const { model, prompts } = opened;
  const question = { ...prompts.analyst(), words, atText };
  prompt = prompts.analyst().version;
  const read = (texts: readonly { readonly text: string }[]) =>
    readFeatures(
      model,
      question,
      texts.map(({ text }) => text),
      hashed,
    );
  sentiment.push(...sentimentRows(rows, await read(rows)));
  if (!narrow) asked.push(...askedRows(addressed, await read(addressed)));
  await opened.close();
}

// Cross-validation: no row is judged by a head that saw it or its writer, of whichever file.
const guesses = crossValidate(sentiment, sentimentGuess(narrow));
const judged = sentiment.map((row, i) => ({ ...row, verdict: verdictOf(guesses[i] ?? [], 0) }));
const fitted = fitSentiment(sentiment, narrow);
const heads = {
  sentiment: headDataOf(fitted.chat),
  ...(fitted.others && {
    posts: headDataOf(fitted.others.posts),
    genre: headDataOf(fitted.others.genre),
  }),
  ...(!narrow && {
    asked: headDataOf(fitAsked(asked)),
    intent: headDataOf(fitIntent(intentRows(sentiment))),
    kind: headDataOf(fitKind(kindRows(sentiment))),
  }),
};
const chat = judged.filter(({ set }) => set === 'chat');
const confusion = confusionOf(chat);
const result = {
  preset,
  prompt,
  words,
  ...(atText && { atText, hashed }),
  heads,
  uncertainBelow: uncertainBound(judged, 0.5),
  ...(!narrow && TOLD_FROM),
  rows: rows.length,
  figures: Object.fromEntries(
    values.model.map((file, i) => [
      file === '' ? 'default' : basename(file, '.gguf'),
      figuresOf(judged.slice(i * rows.length, (i + 1) * rows.length)),
    ]),
  ),
  ...(confusion && { confusion }),
  ...(!narrow && {
    asked: askedFigures(asked, crossValidate(asked, guessing(fitAsked))),
    ...namedFigures(sentiment).figures,
  }),
};

const file = `src/llm/calibration/${preset}${narrow ? '.narrow' : ''}.json`;
if (!values.dry) {
  if (preset === DEFAULT_PRESET && !narrow) await writeFile(READINGS, readingLines(chat));
  const options = { ...(await resolveConfig(file)), parser: 'json' } as const;
  await writeFile(file, await format(JSON.stringify(result), options));
}
const shown = { ...result, words: words.length, heads: Object.keys(heads) };
process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
