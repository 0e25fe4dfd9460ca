// How long the caller waits for each kind of chart from the drawing thread.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { systemClock } from '../src/clock.ts';
import { createLog } from '../src/log.ts';
import { createPainter } from '../src/report/charts/painter.ts';
import type { ChartPlan } from '../src/report/charts/spec.ts';
import { cloud, incident, timeline } from '../test/report/charts/samples.ts';

const ROUNDS = 40;
const PLANS: readonly (readonly [kind: string, plans: readonly ChartPlan[]])[] = [
  ['timeline', [timeline('en'), timeline('zh-CN'), timeline('zh-TW')]],
  ['incident', [incident('en'), incident('zh-CN'), incident('zh-TW')]],
  ['cloud', [cloud('en'), cloud('zh-CN'), cloud('zh-TW')]],
];

const painter = createPainter({ log: createLog('warn', true), clock: systemClock });

async function msOf({ spec }: ChartPlan): Promise<number> {
  const began = performance.now();
  if (!(await painter.draw(spec))) throw new Error(`no ${spec.kind}`);
  return performance.now() - began;
}

const quantile = (sorted: readonly number[], q: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0);

// The first chart also starts the thread, loads the library and reads the fonts.
const firstMs = Math.round(await msOf(timeline('en')));
const figures: Record<string, { medianMs: number; p95Ms: number }> = {};
for (const [kind, plans] of PLANS) {
  for (const plan of plans) await msOf(plan);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const plan of plans) times.push(await msOf(plan));
  }
  times.sort((a, b) => a - b);
  figures[kind] = { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}
await painter.close();

console.table(figures);
process.stdout.write(`the first one: ${firstMs} ms, with the thread, the library and the fonts\n`);
const result = { machine: cpus()[0]?.model ?? 'unknown', cores: cpus().length, firstMs, ...figures };
await mkdir('bench/results', { recursive: true });
await writeFile('bench/results/chart.json', `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result)}\n`);
