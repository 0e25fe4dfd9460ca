// The whole bot as a child process on its local server: when it judges the first message, and how much memory it uses.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { median } from './texts.ts';

const GENERAL = '1300000000000000020';
const LIN = '1300000000000000034';
const BOT = '1300000000000000001';

/** The time of a start depends on how busy the machine is, so the median of several counts. */
const STARTS = 3;

/** The command of `npm start`. Its shell is replaced by the bot, so the child process is the bot itself. */
const manifest = z.object({ scripts: z.object({ start: z.string() }) });

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tag') }),
  z.object({ type: z.enum(['state', 'message', 'edit', 'delete', 'reactions', 'typing']) }),
]);

export interface BotFigures {
  /** From the start of the process to the first verdict. */
  readonly startToVerdictS: number;
  /** Resident memory after judging and chatting. */
  readonly rssMB: number;
  /** The highest resident memory. */
  readonly peakMB: number;
}

interface Running {
  readonly pid: number;
  readonly events: AsyncGenerator<string>;
  /** From the start of the process to the verdict on a first message. */
  readonly startToVerdictS: number;
  readonly post: (content: string) => Promise<unknown>;
}

/** Seconds from start to first verdict, the median of `STARTS`; the last bot judges `texts` and answers one of them. */
export async function measureBot(model: string, texts: readonly string[]): Promise<BotFigures> {
  const starts: number[] = [];
  while (starts.length < STARTS - 1)
    starts.push(await withBot(model, ({ startToVerdictS }) => Promise.resolve(startToVerdictS)));
  return withBot(model, async ({ pid, events, startToVerdictS, post }) => {
    for (const text of texts) await post(text);
    await awaitEvents(events, 'tag', texts.length);
    await post(`<@${BOT}> tell me a long story about a lighthouse, the sea and the people of the harbour`);
    // First the mention, then the answer. Messages that come meanwhile are judged between the words of the answer.
    await awaitEvents(events, 'message', 2);
    await post('and this is awful, sorry');
    await awaitEvents(events, 'tag', 1);
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1000;
    return {
      startToVerdictS: median([...starts, startToVerdictS]),
      rssMB: megabytes('VmRSS'),
      peakMB: megabytes('VmHWM'),
    };
  });
}

async function withBot<T>(model: string, use: (bot: Running) => Promise<T>): Promise<T> {
  await promisify(execFile)(process.execPath, ['build.js']);
  const { scripts } = manifest.parse(JSON.parse(await readFile('package.json', 'utf8')));
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const began = performance.now();
  const child = spawn('sh', ['-c', scripts.start], {
    env: {
      ...process.env,
      DISCORD_TOKEN: '',
      MONGODB_URI: '',
      PORT: '0',
      DATA_DIR: folder,
      MODEL_PATH: model,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const url = await pageOf(child.stdout, child.stderr);
    const post = (content: string) =>
      fetch(`${url}control/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ channelId: GENERAL, authorId: LIN, content }),
      });
    const events = eventsOf(await fetch(`${url}control/events`));
    await post('this is wonderful, thank you');
    await awaitEvents(events, 'tag', 1);
    const startToVerdictS = (performance.now() - began) / 1000;
    return await use({ pid: child.pid ?? NaN, events, startToVerdictS, post });
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true });
  }
}

async function pageOf(...streams: NodeJS.ReadableStream[]): Promise<string> {
  return new Promise((found, failed) => {
    for (const input of streams) {
      const lines = createInterface({ input });
      lines.on('line', (line) => {
        const url = /Open (http:\/\/\S+)/.exec(line)?.[1];
        if (url) found(url.endsWith('/') ? url : `${url}/`);
      });
      lines.on('close', () => failed(new Error('the bot ended before it was ready')));
    }
  });
}

async function* eventsOf(response: Response): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) yield event.parse(JSON.parse(line.slice(5))).type;
    }
  }
}

async function awaitEvents(events: AsyncGenerator<string>, type: string, count: number): Promise<void> {
  for (let left = count; left > 0;) {
    const next = await events.next();
    if (next.done) throw new Error('the events ended');
    if (next.value === type) left -= 1;
  }
}
