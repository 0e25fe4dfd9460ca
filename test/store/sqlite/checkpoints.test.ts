// The log is copied into the file behind the writers' backs, and closing leaves one file.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { sqliteStoreOn } from '../../../src/store/sqlite/store.ts';
import { idOf, message } from '../../contract/store/fixtures.ts';

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
  await store.messages.add([message(1)]);
  const log = () => database.handle.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }];
  expect(log()[0].checkpointed).toBeLessThan(log()[0].log);
  await vi.waitUntil(() => log()[0].checkpointed === log()[0].log, { timeout: 20_000 });
  await store.messages.add([message(2)]);
  await store.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
  const again = sqliteStoreOn(openDatabase(path), { storeContent: true });
  expect(await again.messages.newestId(message(1).channelId)).toBe(idOf(2));
  await again.close();
});
