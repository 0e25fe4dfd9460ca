// The log is copied into the file while others write, and closing leaves one file.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { backgroundCheckpoints } from '../../../src/store/sqlite/checkpoints.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { sqliteStoreOn } from '../../../src/store/sqlite/store.ts';
import { idOf, message } from '../../contract/store/fixtures.ts';
import { openSqlite } from '../../../src/openSqlite.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'barometer-log-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

it('copies what was written within seconds, without a write in between, and ends its thread at the end', async () => {
  const path = join(directory, 'barometer.sqlite');
  const database = openDatabase(path);
  const store = sqliteStoreOn(database, { storeContent: true });
  await store.intake.add([message(1)]);
  const log = () => database.handle.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }];
  expect(log()[0].checkpointed).toBeLessThan(log()[0].log);
  await vi.waitUntil(() => log()[0].checkpointed === log()[0].log, { timeout: 20_000 });
  await store.intake.add([message(2)]);
  await store.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
  const again = sqliteStoreOn(openDatabase(path), { storeContent: true });
  expect(await again.messages.newestId(message(1).channelId)).toBe(idOf(2));
  await again.close();
});

it('survives a disk without room for what the thread left, and tries again after the next write', async () => {
  const path = join(directory, 'barometer.sqlite');
  const handle = openSqlite(path);
  handle.exec('CREATE TABLE one (a)');
  let tries = 0;
  const full = vi.spyOn(handle, 'pragma').mockImplementation((text) => {
    if (text === 'wal_checkpoint(NOOP)') return [{ log: 20_000, checkpointed: 19_000 }];
    if (text !== 'wal_checkpoint(PASSIVE)') return [];
    tries += 1;
    throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
  });
  const checkpoints = backgroundCheckpoints(handle, path, () => undefined);
  onTestFinished(async () => {
    await checkpoints.stop();
    full.mockRestore();
    handle.close();
  });
  checkpoints.wrote();
  await vi.waitUntil(() => tries === 1, { timeout: 20_000 });
  checkpoints.wrote();
  await vi.waitUntil(() => tries === 2, { timeout: 20_000 });
});

it('goes on without its thread where that cannot open the file', async () => {
  const handle = openSqlite(':memory:');
  const checkpoints = backgroundCheckpoints(handle, join(directory, 'none.sqlite'), () => undefined);
  const ended = new Promise((resolve) => process.once('worker', (worker) => worker.once('exit', resolve)));
  checkpoints.wrote();
  await ended;
  await checkpoints.stop();
  handle.close();
});
