import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/jobs/job.ts';
import type { Model } from '../../src/llm/model.ts';
import { createMeasuring } from '../../src/ops/measuring.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { withCache } from '../../src/store/cached.ts';
import { general, guild, idOf, message, tag } from '../contract/store/fixtures.ts';
import { manualClock } from '../manualClock.ts';

const NOW = 1_750_000_000_000;
const evidence = {
  negative: 14,
  total: 22,
  expected: 3.2,
  interval: [1, 6] as const,
  authors: 5,
  since: NOW,
};
const paper: Model = {
  id: 'paper',
  preset: null,
  batchSize: 1,
  manyWords: false,
  judge: () => Promise.resolve([]),
  async *stream() {},
  close: () => Promise.resolve(),
};
let directory: string;
let direct: Store;
let store: Store;
let seconds: number;
const measuring = () =>
  createMeasuring({
    clock: manualClock(NOW),
    seconds: () => seconds,
    lacks: () => Promise.resolve([{ part: 'model', reason: 'is not open yet' }]),
  });
let measured: ReturnType<typeof measuring>;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'measuring-'));
  direct = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  seconds = 0;
  measured = measuring();
  store = withCache(measured.store(direct));
});
afterEach(async () => {
  await direct.close();
  rmSync(directory, { recursive: true });
});

const valueOf = async (series: string) => {
  const { text } = await measured.metrics();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

describe('the store that is measured', () => {
  it('keeps and gives what the store does, and counts its calls', async () => {
    await store.intake.add([message(1)]);
    expect(await store.queue.tag([tag(idOf(1))])).toEqual([idOf(1)]);
    expect(await store.messages.get(idOf(1))).toMatchObject({ status: 'judged' });
    expect(await valueOf('barometer_store_seconds_count{part="queue"}')).toBe(1);
    await store.eraseGuild(guild);
    expect(await direct.messages.get(idOf(1))).toBeNull();
    expect(await valueOf('barometer_store_seconds_count{part="maintenance"}')).toBe(1);
    expect(store.kind).toBe('sqlite');
  });

  it('does not time what a cache answers', async () => {
    for (let n = 0; n < 5; n += 1) await store.settings.get(guild);
    expect(await valueOf('barometer_store_seconds_count{part="settings"}')).toBe(1);
  });

  it('counts failures and passes them on', async () => {
    const broken = measured.store({
      ...direct,
      claims: { ...direct.claims, get: () => Promise.reject(new Error('gone')) },
    });
    await expect(broken.claims.get('reply:1')).rejects.toThrow('gone');
    expect(await valueOf('barometer_store_errors_total{part="claims"}')).toBe(1);
    expect(await valueOf('barometer_store_errors_total{part="people"}')).toBe(0);
  });

  it('counts an incident once when it opens, and each change by the state after it', async () => {
    const incident = { guildId: guild, channelId: general, openedAt: NOW, evidence };
    const opened = await store.incidents.open(incident);
    await store.incidents.open(incident);
    await store.incidents.change(
      opened.incident.id,
      opened.incident.revision,
      { state: 'acknowledged' },
      { act: 'acknowledged', at: NOW, by: null },
    );
    expect(await valueOf('barometer_incidents_opened_total')).toBe(1);
    expect(await valueOf('barometer_incident_changes_total{state="acknowledged"}')).toBe(1);
    expect(await valueOf('barometer_incident_changes_total{state="resolved"}')).toBe(0);
  });

  it('counts deliveries that arrived, failed, and were given up', async () => {
    const letter = { guildId: guild, target: 'hook', letter: '{}', at: NOW };
    await store.deliveries.add(['a', 'b', 'c'].map((key) => ({ ...letter, key })));
    await store.deliveries.markArrived('a', NOW);
    await store.deliveries.postpone('b', NOW);
    await store.deliveries.bury('c', NOW, 'refused');
    for (const outcome of ['arrived', 'failed', 'dead']) {
      expect(await valueOf(`barometer_deliveries_total{outcome="${outcome}"}`)).toBe(1);
    }
  });
});

describe('the model that is measured', () => {
  const conversation = { system: '', turns: [] };
  const options = { signal: new AbortController().signal, maxTokens: 9 };

  it('gives its pieces at once, and is timed to the first and to the last', async () => {
    const slow = measured.model({
      ...paper,
      async *stream() {
        seconds = 2;
        yield 'four';
        seconds = 7;
        yield await Promise.resolve('more');
      },
    });
    const pieces: string[] = [];
    for await (const piece of slow.stream(conversation, options)) pieces.push(piece);
    expect(pieces).toEqual(['four', 'more']);
    expect(await valueOf('barometer_chat_first_token_seconds_sum')).toBe(2);
    expect(await valueOf('barometer_chat_answer_seconds_sum')).toBe(7);
    expect(await valueOf('barometer_tokens_total{work="chat"}')).toBe(2);
  });

  it('counts what fails, by the work', async () => {
    const broken = measured.model({
      ...paper,
      judge: () => Promise.reject(new Error('no')),
    });
    const question = { prefix: '', suffix: '', words: [] };
    await expect(broken.judge(question, ['x'])).rejects.toThrow('no');
    expect(await valueOf('barometer_model_errors_total{work="judge"}')).toBe(1);
    expect(await valueOf('barometer_model_errors_total{work="chat"}')).toBe(0);
  });
});

it('runs of jobs are counted by how they end, and locked while they run', async () => {
  const run = { guildId: null, dueAt: NOW, signal: new AbortController().signal };
  let locked: number | undefined;
  const jobs: Record<string, Job['run']> = {
    done: async () => {
      locked = await valueOf('barometer_jobs_locked{job="done"}');
      return { kind: 'done' };
    },
    retry: () => Promise.resolve({ kind: 'retry', reason: 'later' }),
    failed: () => Promise.reject(new Error('no')),
  };
  for (const [name, work] of Object.entries(jobs)) {
    await measured
      .job({ name, run: work })
      .run(run)
      .catch(() => undefined);
    expect(await valueOf(`barometer_jobs_total{job="${name}",outcome="${name}"}`)).toBe(1);
  }
  expect(locked).toBe(1);
  expect(await valueOf('barometer_jobs_locked{job="done"}')).toBe(0);
});

it('a part that lacks something is shown as not ready', async () => {
  expect(await valueOf('barometer_ready{part="model"}')).toBe(0);
  expect(await valueOf('barometer_ready{part="store"}')).toBe(1);
});
