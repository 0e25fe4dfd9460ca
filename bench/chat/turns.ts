// npm run --silent bench:chat -- --turns [--preset NAME] [--model FILE] [--threads N] [--runs N] [--bare]: the time
// to the first word of each turn of one long conversation, in milliseconds; the median of the runs.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { ChatTurn } from '../../src/llm/model.ts';
import { openPreset } from '../open.ts';
import { median } from '../speed/texts.ts';
import { table } from '../table.ts';
import { createAsk, type Answered, type AskOptions } from './ask.ts';
import { openWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    turns: { type: 'boolean' },
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
    threads: { type: 'string' },
    runs: { type: 'string', default: '3' },
    bare: { type: 'boolean', default: false },
  },
});

const many = z.coerce.number().int().min(1).parse(values.runs);

/** Of about one length, so that only what was said before can make a turn slower. */
const SAID = [
  'hi! i moved to a small town by the sea last week',
  'the house is old and the stairs are very loud',
  'what should i check first in an old house?',
  'there is a garden too, but it is full of stones',
  'which vegetables are easy for somebody who never grew any?',
  'my neighbour gave me some tomato plants this morning',
  'how often do i have to water the tomatoes?',
  'the rain here comes from the side, it is funny',
  'i work from home now, so i see the weather all day',
  'what is a good way to take short breaks at work?',
  'yesterday i walked to the harbour in my break',
  'the boats there have names like people in a family',
  'if you had a boat, what would you call it?',
  'i also found a tiny library with a cat in it',
  'can you think of a book that plays near the sea?',
  'the cat sleeps on the chair that everybody wants',
  'some friends want to visit me in the spring',
  'what can we do together on a rainy weekend?',
  'i will cook something simple for all of us',
  'do you still know where i moved to last week?',
];

/** Milliseconds to the first word and, of those, to the reading of the question, turn by turn. */
async function firstTokens(options: AskOptions, seed: number): Promise<Answered[]> {
  const ask = createAsk(options, 'en', seed);
  const said: ChatTurn[] = [];
  const all: Answered[] = [];
  for (const text of SAID) {
    said.push({ role: 'user', text });
    const answered = await ask(said);
    said.push({ role: 'assistant', text: answered.text });
    all.push(answered);
    if (process.stderr.isTTY) process.stderr.write(`\rturn ${all.length} of ${SAID.length}`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return all;
}

const world = await openWorld();
const opened = await openPreset({ preset: values.preset, file: values.model, threads: values.threads });
try {
  const { model, prompts, weights } = opened;
  const options = {
    model,
    prompts,
    world,
    count: (text: string) => weights.tokenize(text).length,
    bare: values.bare,
  };
  const runs: Answered[][] = [];
  while (runs.length < many) runs.push(await firstTokens(options, runs.length));
  const medians = (key: 'firstTokenMs' | 'judgedMs') =>
    SAID.map((_, turn) => Math.round(median(runs.map((run) => run[turn]?.[key] ?? NaN))));
  const [firstTokenMs, judgedMs] = [medians('firstTokenMs'), medians('judgedMs')];
  const [, second = NaN] = firstTokenMs;
  const header = ['turn', ...SAID.map((_, turn) => String(turn + 1).padStart(5))];
  process.stdout.write(
    `${table(header, [
      ['first ms', ...firstTokenMs.map(String)],
      ['of which judging', ...judgedMs.map(String)],
    ])}\n`,
  );
  const lastToSecond = Math.round(((firstTokenMs.at(-1) ?? NaN) / second) * 100) / 100;
  process.stdout.write(`${JSON.stringify({ model: model.id, firstTokenMs, judgedMs, lastToSecond })}\n`);
} finally {
  await opened.close();
  await world.close();
}
