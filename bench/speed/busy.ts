// npm run --silent bench:speed -- --busy N [--preset NAME] [--model FILE]: a fixed number of threads and
// threads that adapt, on a quiet machine and beside N programs that keep a core busy.
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/clock.ts';
import { createJudge } from '../../src/llm/judge.ts';
import { SEQUENCES } from '../../src/llm/llama/packs.ts';
import { openPreset } from '../open.ts';
import { answer } from './judge.ts';
import { beside } from './neighbours.ts';
import { median, readTexts } from './texts.ts';
import { SwitchableThreads, type Mode } from './switchable.ts';

const { values } = parseArgs({
  options: {
    busy: { type: 'string' },
    preset: { type: 'string', default: 'qwen2.5-coder-0.5b' },
    model: { type: 'string' },
  },
});
const neighbours = Number(values.busy);
if (!(neighbours >= 1)) throw new Error('--busy takes the number of spinning programs, 1 or more');

const ROUNDS = 7;
/** How long messages are judged in a round; at least one pass is finished. */
const JUDGING_MS = 2000;
/** A setting that takes longer than this is clearly slow, so its other rounds are left out. */
const LONG_MS = 30_000;
/** After this time the programs run, and the adapting threads have noticed them. */
const SETTLED_MS = 3000;

interface Round {
  /** Until the first word of an answer, in milliseconds. */
  readonly firstWordMs: number;
  /** Messages judged. */
  readonly perSecond: number;
  /** At the end. */
  readonly threads: number;
  readonly ms: number;
}

/** Medians. */
interface Figures extends Omit<Round, 'ms'> {
  readonly rounds: number;
}
type Compared = Readonly<Record<string, Figures>>;

const switchable = new SwitchableThreads(systemClock);
const opened = await openPreset({
  preset: values.preset,
  file: values.model,
  threads: (weights) => switchable.on(weights),
});
const { model, prompts } = opened;
const judge = createJudge({ model, prompts });
const texts = await readTexts(4000);
const { most } = switchable;
const modes: Readonly<Record<string, Mode>> = { [`fixed${most}`]: most, fixed1: 1, adaptive: 'adaptive' };
let question = 0;

async function firstWord(): Promise<number> {
  question += 1;
  return (await answer(model, `What is the number ${1000 + question}? In one word.`, 1)).firstMs;
}

async function messagesPerSecond(): Promise<number> {
  const began = performance.now();
  let judged = 0;
  do {
    await judge.judge(texts.splice(0, SEQUENCES));
    judged += SEQUENCES;
  } while (performance.now() - began < JUDGING_MS);
  return (judged / (performance.now() - began)) * 1000;
}

async function measure(mode: Mode): Promise<Round> {
  const began = performance.now();
  switchable.use(mode);
  const firstWordMs = await firstWord();
  const perSecond = await messagesPerSecond();
  return { firstWordMs, perSecond, threads: switchable.now, ms: performance.now() - began };
}

/** The settings take turns, so that a busy moment of the machine affects all of them. */
async function compare(): Promise<Compared> {
  const seen = new Map<string, Round[]>(Object.keys(modes).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, mode] of Object.entries(modes)) {
      const rounds = seen.get(name) ?? [];
      if (rounds.reduce((sum, { ms }) => sum + ms, 0) < LONG_MS) rounds.push(await measure(mode));
    }
  }
  return Object.fromEntries([...seen].map(([name, rounds]) => [name, figuresOf(rounds)]));
}

function figuresOf(rounds: readonly Round[]): Figures {
  return {
    rounds: rounds.length,
    threads: median(rounds.map(({ threads }) => threads)),
    firstWordMs: median(rounds.map(({ firstWordMs }) => firstWordMs)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  };
}

/** The adapting threads compared with the better fixed number; 1 is equally good. */
function shares({ adaptive, ...fixed }: Compared) {
  const others = Object.values(fixed);
  return {
    firstWord: Math.min(...others.map(({ firstWordMs }) => firstWordMs)) / (adaptive?.firstWordMs ?? NaN),
    perSecond: (adaptive?.perSecond ?? NaN) / Math.max(...others.map(({ perSecond }) => perSecond)),
  };
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const cell = (value: number, digits: number) => value.toFixed(digits).padStart(10);

await firstWord();
await judge.judge(texts.splice(0, SEQUENCES));
const quiet = await compare();
const busy = await beside(neighbours, async () => {
  await systemClock.wait(SETTLED_MS);
  return await compare();
});
await opened.close();

say(`${most} cores; ${neighbours} programs that spin; medians of up to ${ROUNDS} rounds that took turns\n`);
say('|           | first word, ms | messages a second | threads | rounds |');
say('| --- | --- | --- | --- | --- |');
for (const [when, compared] of [
  ['quiet', quiet],
  ['busy', busy],
] as const) {
  for (const [name, { firstWordMs, perSecond, threads, rounds }] of Object.entries(compared))
    say(
      `| ${when}, ${name.padEnd(9)} | ${cell(firstWordMs, 0)} | ${cell(perSecond, 2)} | ${threads} | ${rounds} |`,
    );
}
const result = {
  neighbours,
  cores: most,
  quiet,
  busy,
  adaptiveShare: { quiet: shares(quiet), busy: shares(busy) },
};
const text = (spaces?: number) =>
  JSON.stringify(
    result,
    (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value),
    spaces,
  );
await mkdir('bench/results', { recursive: true });
await writeFile('bench/results/speed-busy.json', `${text(2)}\n`);
say('');
say(text());
