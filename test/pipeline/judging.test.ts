import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import type { Judge } from '../../src/llm/judge.ts';
import { ModelClosedError, ModelUnavailableError } from '../../src/llm/model.ts';
import { silentLog } from '../../src/log.ts';
import { HOUR } from '../../src/mood/window.ts';
import { startJudging, type Judging } from '../../src/pipeline/judging.ts';
import { StoreFullError } from '../../src/store/errors.ts';
import type { JudgingQueue, Store, StoredMessage } from '../../src/store/store.ts';
import { manualClock } from '../manualClock.ts';
import { deferred, paperJudge, row, temporaryStore } from './paper.ts';

let store: Store;
let close: () => Promise<void>;
const running: Judging[] = [];

beforeEach(() => {
  ({ store, close } = temporaryStore());
});
afterEach(async () => {
  for (const judging of running.splice(0)) await judging.stop();
  await close();
});

let onUnseen: (batch: readonly StoredMessage[]) => void = () => {};
function start(judge: Judge, seen: string[] = [], clock: Clock = manualClock(), queue = store.queue) {
  const judging = startJudging({
    queue,
    judge,
    clock,
    log: silentLog,
    batchSize: 4,
    onJudged: (message) => Promise.resolve(void seen.push(message.content ?? '')),
    onUnseen: (batch) => onUnseen(batch),
  });
  running.push(judging);
  return judging;
}

const never = new AbortController().signal;

describe('the judging loop', () => {
  it('judges what waited before it started, oldest first, in batches', async () => {
    await store.intake.add(Array.from({ length: 10 }, (_, n) => row(n)));
    const sizes: number[] = [];
    const seen: string[] = [];
    await start(
      paperJudge((texts) => void sizes.push(texts.length)),
      seen,
    ).caughtUp(never);
    expect(seen).toEqual(Array.from({ length: 10 }, (_, n) => `message ${n}`));
    expect(Math.max(...sizes)).toBe(4);
    expect(await store.queue.countPending()).toBe(0);
  });

  it('judges a new message when it is woken', async () => {
    const judging = start(paperJudge());
    await judging.caughtUp(never);
    await store.intake.add([row(1)]);
    judging.wake();
    await judging.caughtUp(never);
    expect((await store.messages.get(row(1).id))?.status).toBe('judged');
    expect(judging.stats().judged).toBe(1);
  });

  it('shows every verdict that was stored, though one cannot be shown, and names that one', async () => {
    await store.intake.add([row(1), row(2), row(3)]);
    const seen: string[] = [];
    const unseen: string[] = [];
    onUnseen = (batch) => void unseen.push(...batch.map(({ id }) => id));
    const judging = startJudging({
      queue: store.queue,
      judge: paperJudge(),
      clock: manualClock(),
      log: silentLog,
      batchSize: 4,
      onJudged: ({ content }) => {
        seen.push(content ?? '');
        return content === 'message 2' ? Promise.reject(new Error('odd')) : Promise.resolve();
      },
      onUnseen,
    });
    running.push(judging);
    await judging.caughtUp(never);
    expect(seen).toEqual(['message 1', 'message 2', 'message 3']);
    expect(unseen).toEqual([row(2).id]);
  });

  it('marks the one message that breaks the model as failed, with the reason, and judges the rest', async () => {
    await store.intake.add([row(1), row(2, 'poison'), row(3)]);
    const judging = start(
      paperJudge((texts) => {
        if (texts.includes('poison')) throw new Error('context lost');
      }),
    );
    await judging.caughtUp(never);
    expect(await store.messages.get(row(2).id)).toMatchObject({ status: 'failed', failure: 'context lost' });
    expect((await store.messages.get(row(3).id))?.status).toBe('judged');
  });

  it('keeps messages waiting while the model cannot be used, and judges them when it can again', async () => {
    await store.intake.add([row(1), row(2), row(3)]);
    const clock = manualClock();
    let tries = 0;
    const seen: string[] = [];
    const judging = start(
      paperJudge((texts) => {
        tries += 1;
        if (tries === 1) throw new Error('this batch is odd');
        if (texts.includes('message 2') && tries < 5) throw new ModelUnavailableError('gone', 30_000);
      }),
      seen,
      clock,
    );
    const caughtUp = judging.caughtUp(never);
    await clock.advance(29_000);
    expect(tries).toBe(3);
    expect((await store.messages.get(row(2).id))?.status).toBe('pending');
    expect(await store.queue.countPending()).toBe(2);
    expect(judging.stats().waitsFor).toBe('model');
    await clock.advance(62_000);
    await caughtUp;
    expect(judging.stats().waitsFor).toBeNull();
    expect(seen).toEqual(['message 1', 'message 2', 'message 3']);
  });

  it('lets messages wait while the store cannot be written, and marks none of them as failed', async () => {
    await store.intake.add([row(1), row(2)]);
    const clock = manualClock();
    let full = true;
    const queue: JudgingQueue = {
      ...store.queue,
      tag: (tags) => (full ? Promise.reject(new StoreFullError('a disk', null)) : store.queue.tag(tags)),
    };
    const seen: string[] = [];
    const judging = start(paperJudge(), seen, clock, queue);
    const caughtUp = judging.caughtUp(never);
    await clock.advance(1000);
    expect(await store.queue.countPending()).toBe(2);
    expect(judging.stats().waitsFor).toBe('store');
    full = false;
    await clock.advance(60_000);
    await caughtUp;
    expect(judging.stats().waitsFor).toBeNull();
    expect(seen).toEqual(['message 1', 'message 2']);
  });

  it('goes on whether the clock is set back or forward by hours', async () => {
    const time = manualClock();
    let shift = 0;
    const clock = { ...time, now: () => time.now() + shift };
    const judging = start(paperJudge(), [], clock);
    for (const [n, hours] of [0, -5, 9].entries()) {
      shift = hours * HOUR;
      await store.intake.add([row(n)]);
      await judging.caughtUp(never);
    }
    expect(await store.queue.countPending()).toBe(0);
    expect(judging.stats().judged).toBe(3);
  });

  it('does not ask a model that cannot be used more than once a second', async () => {
    await store.intake.add([row(1)]);
    const clock = manualClock();
    let tries = 0;
    start(
      paperJudge(() => {
        tries += 1;
        throw new ModelUnavailableError('gone', 0);
      }),
      [],
      clock,
    );
    await clock.advance(900);
    expect(tries).toBe(1);
    await clock.advance(3000);
    expect(tries).toBeLessThanOrEqual(4);
  });

  it('does not take a verdict on words that were edited meanwhile, and judges the new ones', async () => {
    await store.intake.add([row(1, 'old words')]);
    const seen: string[] = [];
    const judging = start(
      paperJudge(async (texts) => {
        if (texts.includes('old words')) await store.intake.edit(row(1).id, 'new words');
      }),
      seen,
    );
    await judging.caughtUp(never);
    expect(seen).toEqual(['new words']);
  });

  it('tells of a batch whose verdicts were stored in an answer that was lost', async () => {
    await store.intake.add([row(1), row(2)]);
    const clock = manualClock();
    let lost = 0;
    const queue: JudgingQueue = {
      ...store.queue,
      async tag(tags) {
        const taken = await store.queue.tag(tags);
        if (lost++ === 0) throw new StoreFullError('a disk', null);
        return taken;
      },
    };
    const seen: string[] = [];
    const judging = start(paperJudge(), seen, clock, queue);
    const unseen = await new Promise<readonly StoredMessage[]>((resolve) => (onUnseen = resolve));
    const caughtUp = judging.caughtUp(never);
    await clock.advance(6000);
    await caughtUp;
    expect(await store.queue.countPending()).toBe(0);
    expect(seen).toEqual([]);
    expect(unseen.map(({ content }) => content)).toEqual(['message 1', 'message 2']);
  });

  it('leaves a batch waiting whose model was closed under it', async () => {
    await store.intake.add([row(1), row(2)]);
    let stopped: Promise<void> | undefined;
    const judging = start(
      paperJudge(() => {
        stopped ??= Promise.resolve().then(() => judging.stop());
        throw new ModelClosedError();
      }),
    );
    await judging.caughtUp(never);
    await stopped;
    expect(await store.queue.countPending()).toBe(2);
  });

  it('stops at once while the model reads, and leaves the batch waiting', async () => {
    await store.intake.add([row(1), row(2)]);
    const { promise: asked, resolve } = deferred();
    const judging = start(paperJudge(() => (resolve(), new Promise(() => {}))));
    await asked;
    await judging.stop();
    expect(await store.queue.countPending()).toBe(2);
  });

  it('stops at once while the store does not answer', async () => {
    const { promise: asked, resolve } = deferred();
    const pending = () => (resolve(), new Promise<never>(() => {}));
    const judging = start(paperJudge(), [], manualClock(), { ...store.queue, pending });
    await asked;
    await judging.stop();
  });
});
