// `barometer doctor`, as an operator calls it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY, quarterOf } from '../../src/mood/window.ts';
import { lockDataDir } from '../../src/store/lock.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { counts, ever, general, guild, judged, message, server } from '../contract/store/fixtures.ts';
import { openSqlite } from '../../src/openSqlite.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function doctor(...args: string[]) {
  const child = spawn(process.execPath, ['dist/cli/barometer.js', 'doctor', ...args], {
    env: { ...process.env, DATA_DIR: directory, MONGODB_URI: '', HISTORY_DAYS: '30', LOG_LEVEL: 'warn' },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err };
}

const open = () => openSqliteStore(join(directory, 'barometer.sqlite'), { storeContent: true });

it('says what differs, repairs it when asked, and then finds nothing', async () => {
  const at = quarterOf(Date.now() - 3 * DAY);
  const store = open();
  await judged(store, message(1, { createdAt: at }), 'negative');
  await judged(store, message(2, { createdAt: at - 40 * DAY }));
  await store.close();
  const raw = openSqlite(join(directory, 'barometer.sqlite'));
  raw.exec('UPDATE buckets SET positive = positive + 2 WHERE grain = 0');
  raw.close();

  const found = await doctor('--recount');
  expect(found.code).toBe(1);
  const moment = `${new Date(at).toISOString().slice(0, 16)}Z`;
  const held = 'held 3 (2 positive, 0 neutral, 1 negative; 0 uncertain)';
  const right = 'recounted 1 (0 positive, 0 neutral, 1 negative; 0 uncertain)';
  expect(found.out).toContain(
    `server ${guild}, channel ${general}, quarter-hour of ${moment}: ${held}, ${right}`,
  );
  expect(found.out).toMatch(/\n2 buckets differed: --repair puts right\.\n$/);

  const repaired = await doctor('--recount', '--repair');
  expect(repaired.code).toBe(0);
  expect(repaired.out).toMatch(/\n2 buckets differed and were put right\.\n$/);
  const again = await doctor('--recount');
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(again.out).toMatch(/\nEvery bucket is what its messages say\.\n$/);

  const mended = open();
  expect(await mended.buckets.counts(server, { from: at - DAY, to: ever.to })).toEqual(counts(0, 0, 1));
  const older = await mended.buckets.rows(server, { from: 0, to: at - DAY });
  // Older than HISTORY_DAYS: its messages may be gone, so nobody can tell.
  expect(older.map((row) => row.counts)).toEqual([counts(3, 0, 0)]);
  await mended.close();
}, 60_000);

it('does nothing while the bot runs, without a store, or without being told what', async () => {
  expect((await doctor('--recount')).err).toMatch(/^\S*barometer\.sqlite is not there: set DATA_DIR/);
  await open().close();
  const lock = await lockDataDir(directory);
  const running = await doctor('--recount', '--repair');
  lock.release();
  expect(running).toMatchObject({ code: 1, out: '' });
  expect(running.err).toMatch(/is in use by another Barometer: stop it/);
  expect((await doctor('--repair')).err).toMatch(/--repair needs --recount/);
}, 60_000);
