// Messages are judged by a failing server: with the judging loop, the judge, the adapter, a real store and real HTTP.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { channelId, guildId, messageId, userId } from '../../../src/ids.ts';
import { createJudge } from '../../../src/llm/judge.ts';
import type { Prompts } from '../../../src/llm/prompts.ts';
import { startJudging } from '../../../src/pipeline/judging.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { paperModel } from './paperModel.ts';
import { eagerClock, listeningLog, remoteAt, serverFor } from './rig.ts';
import type { Fault, Seen } from './server.ts';

const COMPLETIONS = '/v1/completions';
const POISON = 'poison';
const MESSAGES = 20;

const prompts: Prompts = {
  analyst: () => ({
    prefix: 'Message: ',
    suffix: '\nSentiment:',
    words: { positive: ' positive', neutral: ' neutral', negative: ' negative' },
    version: '1',
  }),
  assistant: () => ({}) as never,
  writer: () => ({}) as never,
  roles: () => [],
  onSave: () => () => undefined,
  close: () => {},
};

/** Does the prompt of this completion, or what is to become tokens, hold the text? */
function isAbout({ body }: Seen, text: string): boolean {
  const { prompt, content } = body;
  const said = Array.isArray(prompt) ? Buffer.from(prompt as number[]).toString() : prompt;
  return `${String(said)} ${String(content)}`.includes(text);
}

async function stage(contents: readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'waiting-'));
  const store = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  const server = await serverFor(paperModel({ ' positive': 1 }));
  const clock = eagerClock();
  const log = listeningLog();
  const model = await remoteAt(server, { clock, log });
  const ids = contents.map((_, n) => messageId.parse(String(1_400_000_000_000_000_000n + BigInt(n))));
  await store.intake.add(
    contents.map((content, n) => ({
      id: ids[n]!,
      guildId: guildId.parse('1'),
      channelId: channelId.parse('2'),
      authorId: userId.parse('3'),
      createdAt: n,
      content,
    })),
  );
  return {
    server,
    clock,
    log,
    model,
    /** Fails and makes every time-out run out, so that nobody waits for what hangs. */
    fail: (faultOf: (seen: Seen) => Fault | null) => {
      server.fail((seen) => {
        const fault = faultOf(seen);
        if (fault === 'hang') setImmediate(() => clock.runOut());
        return fault;
      });
    },
    /** Until nothing waits. */
    judgeAll: async () => {
      const judging = startJudging({
        queue: store.queue,
        judge: createJudge({ model, prompts }),
        clock,
        log,
        batchSize: model.batchSize,
        onJudged: () => Promise.resolve(),
        onUnseen: () => {},
      });
      onTestFinished(async () => {
        await judging.stop();
        await store.close();
        rmSync(directory, { recursive: true });
      });
      await judging.caughtUp(new AbortController().signal);
      const held = await Promise.all(ids.map((id) => store.messages.get(id)));
      return held.map((message) => (message?.status === 'failed' ? message.failure : message?.status));
    },
  };
}

const LABELLESS = {
  choices: [
    { index: 0, text: 'x', logprobs: { content: [{ top_logprobs: [{ id: 5, token: '!', logprob: -1 }] }] } },
  ],
};
/** With what it says in the log. */
const FAULTS: readonly [string, Fault, RegExp][] = [
  [
    'answers 500',
    { status: 500 },
    /answers 500 to \/v1\/completions\. It fails on every text: see that .* LLM_URL/,
  ],
  ['answers 400', { status: 400 }, /answers 400 to .*every text/],
  ['does not answer in JSON', { text: '<html>Welcome' }, /not JSON.*every text/],
  ['answers in another dialect', { status: 200, body: { ok: true } }, /no choices.*every text/],
  [
    'no longer returns the label words',
    { status: 200, body: LABELLESS },
    /none of the 3 label words.*every text/,
  ],
  ['hangs', 'hang', /nothing came for/],
  ['breaks its answers off', 'half', /cannot be used/],
  ['closes the connection', 'reset', /cannot be used/],
  ['wants to be left alone', { status: 429, headers: { 'retry-after': '100' } }, /it answers 429/],
];
const texts = Array.from({ length: MESSAGES }, (_, n) => `message ${n}`);

describe('messages of a server that', () => {
  it.each(FAULTS)('%s wait and are all judged once it is well again', async (_, fault, said) => {
    const { fail, judgeAll, log } = await stage(texts);
    let left = 40;
    fail(({ path }) => (path === COMPLETIONS && (left -= 1) >= 0 ? fault : null));
    expect(new Set(await judgeAll())).toEqual(new Set(['judged']));
    expect(left).toBeLessThan(0);
    const waits = log.said.filter((line) => line.includes('judging waits'));
    expect(waits[0]).toMatch(said);
    expect(log.said.filter((line) => line.includes('could not be judged'))).toEqual([]);
  });

  it.each(FAULTS.slice(0, 8))('%s over one of them are judged, but for that one', async (_, fault) => {
    const { fail, judgeAll, server } = await stage(texts.with(7, POISON));
    fail((seen) => (seen.path === COMPLETIONS && isAbout(seen, POISON) ? fault : null));
    const held = await judgeAll();
    expect(held[7]).toMatch(/^The server at 127\.0\.0\.1:\d+ .*[.)]$/);
    expect(new Set(held.toSpliced(7, 1))).toEqual(new Set(['judged']));
    expect(server.seen.filter(({ path }) => path === COMPLETIONS).length).toBeLessThan(3 * MESSAGES);
  });

  it('dies over one of them, and takes a while to start again, are judged, but for that one', async () => {
    const { fail, judgeAll } = await stage(texts.with(0, POISON));
    let down = 0;
    fail((seen) => {
      if (down > 0) {
        down -= 1;
        return 'reset';
      }
      if (!isAbout(seen, POISON)) return null;
      down = 12;
      return 'reset';
    });
    const held = await judgeAll();
    expect(held[0]).toMatch(/broke off or took too long 3 times over this text/);
    expect(new Set(held.slice(1))).toEqual(new Set(['judged']));
  });

  it('fails while it makes tokens of the prompt wait as well', async () => {
    const { fail, judgeAll } = await stage(texts);
    let left = 20;
    fail(({ path }) => (path === '/tokenize' && (left -= 1) >= 0 ? { status: 500 } : null));
    expect(new Set(await judgeAll())).toEqual(new Set(['judged']));
  });
});
