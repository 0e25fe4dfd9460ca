// npm run --silent bench:speed -- [--model FILE] [--also FILE] [--threads N]: how fast the judge is, as ratios of one run.
import { execFile } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { calibrationOf } from '../../src/llm/calibration.ts';
import { SEQUENCES } from '../../src/llm/llama/packs.ts';
import { openPreset, pathOf } from '../open.ts';
import { measureBot } from './bot.ts';
import { answer, chatUnderLoad, headsMs, latencies, overhead, throughput } from './judge.ts';
import { openRaw } from './raw.ts';
import { median, readTexts } from './texts.ts';
import { measureTorch } from './torch.ts';

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
    also: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const threads = Number(values.threads);
const run = promisify(execFile);
const ROUNDS = 5;

async function measure(path: string) {
  const preset = await openPreset({
    preset: values.preset,
    file: path,
    threads: values.threads,
  });
  const { model, prompts } = preset;
  const raw = await openRaw(preset.weights, { ...prompts.analyst(), words: [] }, threads);
  const [one, many, waiting] = [await readTexts(60), await readTexts(500), await readTexts(200)];
  try {
    await latencies(model, prompts, one.slice(0, 4));
    await raw.generate('warm');
    // Both take turns, so that a busy moment of the machine affects both.
    const judged: number[] = [];
    const generated: number[] = [];
    const prefills: number[] = [];
    const judgements: number[] = [];
    const decodes: number[] = [];
    const chats: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const part = one.slice(round * 12, round * 12 + 12);
      judged.push(...(await latencies(model, prompts, part)));
      for (const text of part) generated.push((await raw.generate(text)).ms);
      const batch = many.slice(round * 80, round * 80 + 80);
      const tokens = batch.reduce((sum, text) => sum + raw.tokensOf(text), 0);
      prefills.push(await raw.prefill(batch));
      judgements.push(tokens / (await throughput(model, prompts, batch)).seconds);
      decodes.push(await raw.decode(100));
      chats.push(raw.rateOf(await answer(model, 'Tell a long story about the sea.', 128)));
    }
    const all = await throughput(model, prompts, many);
    const load = await chatUnderLoad(model, prompts, waiting);
    return {
      latencyMs: median(judged),
      generateMs: median(generated),
      perSecond: all.perSecond,
      blockedMs: all.blockedMs,
      prefill: median(prefills),
      judge: median(judgements),
      decode: median(decodes),
      chat: median(chats),
      ...load,
      loadedChat: raw.rateOf(load.long),
      batchMs: (SEQUENCES / all.perSecond) * 1000,
      overheadMs: await overhead(model, prompts, many),
      headsMs: headsMs(calibrationOf(values.preset, model.manyWords), many),
    };
  } finally {
    await raw.close();
    await preset.close();
  }
}

async function rss(path: string, mmap: 'on' | 'off'): Promise<number> {
  const { stdout } = await run(process.execPath, [
    '--import',
    'tsx',
    'bench/speed/mmap.ts',
    path,
    values.preset,
    mmap,
  ]);
  return (JSON.parse(stdout) as { rssMB: number }).rssMB;
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const n = (value: number, digits = 1) => value.toFixed(digits);
const rounded = (value: number) => Math.round(value * 1000) / 1000;

const path = await pathOf(values.preset, values.model);
const weightsMB = (await stat(path)).size / 1e6;
const found = await measure(path);
const also = values.also === undefined ? undefined : await measure(values.also);
const bot = await measureBot(path, await readTexts(100));
const mapped = { on: await rss(path, 'on'), off: await rss(path, 'off') };
const torch = await measureTorch(
  path,
  { one: await readTexts(40), many: await readTexts(64) },
  threads,
  process.env['BENCH_PYTHON'] ?? 'python3',
);

const result = {
  latencyVsGenerate: rounded(found.generateMs / found.latencyMs),
  latencyVsTorch: torch.figures && rounded(torch.figures.medianMs / found.latencyMs),
  throughputVsTorch: torch.figures && rounded(found.perSecond / torch.figures.perSecond),
  prefillShare: rounded(found.judge / found.prefill),
  decodeShare: rounded(found.chat / found.decode),
  rssOverWeightsMB: Math.round(bot.rssMB - weightsMB),
  chatFirstTokenRatio: rounded((found.loadedMs - found.batchMs) / found.idleMs),
  overheadMs: rounded(found.overheadMs),
  startToVerdictS: rounded(bot.startToVerdictS),
};

const row = (name: string, pick: (one: typeof found) => string) =>
  say(
    `| ${name.padEnd(52)} | ${[found, ...(also ? [also] : [])].map((one) => pick(one).padStart(10)).join(' | ')} |`,
  );
say(`${threads} threads; weights ${n(weightsMB, 0)} MB\n`);
say(
  `| ${''.padEnd(52)} | ${[path, ...(also ? [values.also ?? ''] : [])].map((file) => basename(file, '.gguf').slice(-22)).join(' | ')} |`,
);
say(`| --- |${' --- |'.repeat(also ? 2 : 1)}`);
row('one message, median ms', (one) => n(one.latencyMs));
row('chat template, generate up to 5 tokens, median ms', (one) => n(one.generateMs));
row('500 messages, a second', (one) => n(one.perSecond));
row('judge, tokens a second', (one) => n(one.judge));
row('raw prefill of the same shape, tokens a second', (one) => n(one.prefill));
row('chat, tokens a second', (one) => n(one.chat));
row('raw decode, tokens a second', (one) => n(one.decode));
row('first token of a reply, idle, ms', (one) => n(one.idleMs, 0));
row('first token of a reply, 200 messages waiting, ms', (one) => n(one.loadedMs, 0));
row('chat while messages wait, tokens a second', (one) => n(one.loadedChat));
row('one judge batch, ms', (one) => n(one.batchMs, 0));
row('of those 200 judged during five replies', (one) => String(one.judgedWhileChatting));
row('JavaScript a message, ms', (one) => n(one.overheadMs, 3));
row('of it all heads, ms', (one) => n(one.headsMs, 3));
row('longest stop of the event loop, ms', (one) => n(one.blockedMs));
say(
  `\nWhole bot: first verdict ${n(bot.startToVerdictS)} s after its start; ${n(bot.rssMB, 0)} MB resident after judging and chatting, at most ${n(bot.peakMB, 0)} MB.`,
);
say(`Model alone after judging and chatting: ${n(mapped.off, 0)} MB read, ${n(mapped.on, 0)} MB mapped.`);
say(
  torch.figures
    ? `PyTorch fp32: one message ${n(torch.figures.medianMs)} ms; ${n(torch.figures.perSecond, 2)} a second one after another, as the idea did it, ${n(torch.figures.perSecondBatched, 2)} in batches of 16.\n`
    : `PyTorch: skipped (${torch.reason}).\n`,
);
await mkdir('bench/results', { recursive: true });
await writeFile('bench/results/speed.json', `${JSON.stringify(result, null, 2)}\n`);
say(JSON.stringify(result));
