// `barometer corrections`, as an operator calls it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { ann, general, guild, idOf, judged, message, NOON, otherGuild } from '../contract/store/fixtures.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'corrections-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function run(args: readonly string[] = []) {
  const child = spawn(process.execPath, ['dist/cli/barometer.js', 'corrections', ...args], {
    env: { ...process.env, DATA_DIR: directory, MONGODB_URI: '', LOG_LEVEL: 'warn' },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return {
    code,
    err,
    rows: out
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line)),
  };
}

async function corrected() {
  const store = openSqliteStore(join(directory, 'barometer.sqlite'), { storeContent: true });
  for (const id of [guild, otherGuild])
    await store.settings.update(id, () => ({ ...DEFAULT_SETTINGS, locale: 'zh-TW' }));
  await judged(store, message(1, { content: 'too old to be kept', createdAt: NOON - 9_000_000 }), 'negative');
  await judged(store, message(2, { content: 'that is\nsick!' }), 'negative');
  await judged(store, message(3, { content: '笑死', guildId: otherGuild }), 'neutral');
  await judged(store, message(4, { content: 'right as it is' }), 'negative');
  for (const n of [1, 2, 3]) await store.corrections.set(idOf(n), 1, 'positive');
  await store.expire(NOON - 1_000_000, 0, 100);
  await store.close();
}

describe('barometer corrections', () => {
  it('writes the corrected messages of all servers as rows for calibrate, and says what has no text', async () => {
    await corrected();
    const { code, rows, err } = await run();
    expect(code).toBe(0);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        { text: 'that is\nsick!', label: 'positive', was: 'negative' },
        { text: '笑死', label: 'positive', was: 'neutral' },
      ]),
    );
    expect(err).toContain('2 rows; 1 have no text any more.');
  });

  it('writes each of thousands once, newest first', async () => {
    const store = openSqliteStore(join(directory, 'barometer.sqlite'), { storeContent: true });
    const numbers = Array.from({ length: 1_203 }, (_, n) => n + 1);
    await store.portable.put(
      guild,
      numbers.map((n) => ({
        ...{ kind: 'message', id: idOf(n), channelId: general, authorId: ann, revision: 1 },
        ...{
          createdAt: NOON + Math.floor(n / 7),
          content: `message ${n}`,
          corrected: 'neutral',
          failure: null,
        },
        verdict: { label: 'negative', uncertain: false, bare: false, positive: 0, negative: 900_000 },
        judgedBy: { model: 'm', promptVersion: 'p', truncated: false, judgedAt: NOON },
      })),
    );
    await store.close();
    const { rows, err } = await run(['--server', guild]);
    expect(rows.map((row) => (row as { text: string }).text)).toEqual(
      numbers.toReversed().map((n) => `message ${n}`),
    );
    expect(err).toContain('1203 rows; 0 have no text any more.');
  });

  it('writes those of one server', async () => {
    await corrected();
    expect((await run(['--server', otherGuild])).rows).toEqual([
      { text: '笑死', label: 'positive', was: 'neutral' },
    ]);
  });

  it('refuses what is no server', async () => {
    expect((await run(['--server', 'harbour'])).err).toContain('"harbour" is no id of a server');
    expect((await run(['harbour'])).err).toContain('corrections takes --server alone');
  });

  it('says where no store is', async () => {
    const { code, err } = await run();
    expect([code, err]).toEqual([1, expect.stringContaining('is not there: set DATA_DIR')]);
  });
});
