import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId, userId } from '../../src/ids.ts';
import type { Log } from '../../src/log.ts';
import { silentLog } from '../../src/log.ts';
import { createBackground } from '../../src/pipeline/background.ts';
import { createMetrics, REPORT_EVERY } from '../../src/pipeline/metrics.ts';
import { StoreFullError } from '../../src/store/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { manualClock } from '../manualClock.ts';

const NOW = 1_750_000_000_000;
let directory: string;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'metrics-'));
  store = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const wait = (n: number) =>
  store.intake.add(
    Array.from({ length: n }, (_, i) => ({
      id: messageId.parse(String(1_400_000_000_000_000_000n + BigInt(i))),
      guildId: guildId.parse('1'),
      channelId: channelId.parse('2'),
      authorId: userId.parse('3'),
      createdAt: NOW - 90_000 + i,
      content: 'hello',
    })),
  );

function stage() {
  const lines: object[] = [];
  const stats = { judged: 0, perMinute: 12, waitsFor: 'model' as const };
  const log: Log = { ...silentLog, info: (facts: unknown) => void lines.push(facts as object) };
  const clock = manualClock(NOW);
  const stopping = new AbortController();
  let failure: Error | null = null;
  const metrics = createMetrics({
    queue: {
      ...store.queue,
      countPending: () => (failure ? Promise.reject(failure) : store.queue.countPending()),
    },
    judging: {
      wake: () => {},
      caughtUp: () => Promise.resolve(),
      stats: () => stats,
      stop: () => Promise.resolve(),
    },
    judge: {
      calibration: () => null,
      version: () => 'paper',
      stats: () => ({ read: 30, hits: 10 }),
      judge: () => Promise.resolve([]),
    },
    clock,
    log,
  });
  const background = createBackground(silentLog);
  background.repeat('metrics', () => metrics.report(), {
    everyMs: REPORT_EVERY,
    clock,
    signal: stopping.signal,
  });
  return {
    metrics,
    clock,
    lines,
    stats,
    fail: (next: Error | null) => (failure = next),
    stop: () => {
      stopping.abort();
      return background.settled();
    },
  };
}

describe('metrics', () => {
  it('say how many messages wait, since when, and how fast they are judged', async () => {
    const { metrics, stop } = stage();
    expect(await metrics.queue()).toMatchObject({ pending: 0, oldestAt: null });
    await wait(3);
    expect(await metrics.queue()).toEqual({
      pending: 3,
      oldestAt: NOW - 90_000,
      perMinute: 12,
      read: 30,
      remembered: 10,
      waitsFor: 'model',
    });
    await stop();
  });

  it('are a line in the log every five minutes, and none while nothing is written', async () => {
    const { clock, lines, stats, stop } = stage();
    await clock.advance(5 * 60_000);
    expect(lines).toEqual([]);
    await wait(2);
    stats.judged = 40;
    await clock.advance(5 * 60_000);
    expect(lines).toEqual([
      {
        pending: 2,
        oldestSeconds: 690,
        perMinute: 12,
        read: 30,
        remembered: 10,
        waitsFor: 'model',
        judged: 40,
      },
    ]);
    await stop();
  });

  it('come again after the store could not be used', async () => {
    const { clock, lines, stop, fail } = stage();
    await wait(1);
    fail(new StoreFullError('store.db', new Error('full')));
    await clock.advance(5 * 60_000);
    expect(lines).toEqual([]);
    fail(null);
    await clock.advance(5 * 60_000);
    expect(lines).toMatchObject([{ pending: 1 }]);
    await stop();
  });
});
