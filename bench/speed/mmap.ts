// A child process: measures the memory of a model that judged and chatted, with its file mapped or read. Prints JSON.
import { systemClock } from '../../src/clock.ts';
import { openLlama } from '../../src/llm/llama/open.ts';
import { openPrompts } from '../../src/llm/prompts.ts';
import { silentLog } from '../../src/log.ts';
import { answer, throughput } from './judge.ts';
import { readTexts } from './texts.ts';

const [path = '', preset = '', mmap = ''] = process.argv.slice(2);
const model = await openLlama({
  path,
  id: preset,
  preset,
  mmap: mmap === 'on',
  clock: systemClock,
  log: silentLog,
});
const prompts = await openPrompts({ directory: 'prompts', log: silentLog, watch: false });
await throughput(model, prompts, await readTexts(64));
await answer(model, 'Tell a long story about the sea.', 128);
process.stdout.write(`${JSON.stringify({ rssMB: process.memoryUsage.rss() / 1e6 })}\n`);
prompts.close();
await model.close();
