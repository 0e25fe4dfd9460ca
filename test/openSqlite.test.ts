// Nothing of a SQLite connection is garbage-collected: from Node 24.19 on that could end the process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { queryObjects } from 'node:v8';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SqliteBackend } from '../src/jobs/agenda/sqlite/backend.ts';
import { DAY } from '../src/mood/window.ts';
import { lockDataDir } from '../src/store/lock.ts';
import { backUp } from '../src/store/sqlite/backup.ts';
import { openSqlite } from '../src/openSqlite.ts';
import { openSqliteStore } from '../src/store/sqlite/store.ts';
import { ever, idOf, message, NOON, server, tag } from './contract/store/fixtures.ts';

const aDay = { from: NOON, to: NOON + DAY };

interface Native {
  prepare(sql: string): object;
  backup(): object;
}

/** The prototype behind each connection, whatever way its statements are made. */
function nativePrototype(): Native {
  const handle = openSqlite(':memory:');
  const inner = Object.getOwnPropertySymbols(handle).map((symbol): unknown => Reflect.get(handle, symbol));
  const native = inner.find((one) => typeof one === 'object' && one !== null && 'prepare' in one);
  return Object.getPrototypeOf(native) as Native;
}

async function useEverything(folder: string): Promise<void> {
  const path = join(folder, 'barometer.sqlite');
  const lock = await lockDataDir(folder);
  const store = openSqliteStore(path, { storeContent: true });
  for (const number of [1, 2, 3]) {
    await store.intake.add([message(number)]);
    await store.queue.tag([tag(idOf(number))]);
  }
  await store.intake.edit(idOf(1), 'other words');
  await store.recount(aDay, true);
  await store.buckets.counts(server, ever);
  await store.intake.remove([idOf(2)]);
  const backend = new SqliteBackend({ path });
  await backend.connect();
  await backend.repository.getJobsOverview();
  await backend.repository.queryJobs();
  await backUp(path, join(folder, 'copy.sqlite'));
  await backend.disconnect();
  await store.close();
  lock.release();
}

it('every statement that the store, the jobs, the lock and a backup prepare is held after they closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const native = nativePrototype();
  const made: { sql: string; ref: WeakRef<object> }[] = [];
  const prepare = Reflect.get<Native, 'prepare'>(native, 'prepare');
  const prepares = vi.spyOn(native, 'prepare').mockImplementation(function (this: unknown, ...given) {
    const statement = Reflect.apply(prepare, this, given);
    made.push({ sql: given[0], ref: new WeakRef(statement) });
    return statement;
  });
  onTestFinished(() => prepares.mockRestore());
  const copies = vi.spyOn(native, 'backup');
  onTestFinished(() => copies.mockRestore());
  const Statement = openSqlite(':memory:').prepare('SELECT 1').constructor as new () => object;
  const walks = vi.spyOn(Statement.prototype as { iterate(): unknown }, 'iterate');
  onTestFinished(() => walks.mockRestore());

  await useEverything(folder);
  prepares.mockClear(); // its records would hold the statements
  await setImmediate();
  queryObjects(Statement); // collects all garbage first

  expect(made.length).toBeGreaterThan(50);
  expect(made.filter(({ ref }) => ref.deref() === undefined).map(({ sql }) => sql)).toEqual([]);
  expect(copies).not.toHaveBeenCalled();
  expect(walks).not.toHaveBeenCalled();
});

it('a store prepares nothing more, however long it is used', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const store = openSqliteStore(join(folder, 'barometer.sqlite'), { storeContent: true });
  const round = async (first: number) => {
    await store.intake.add([message(first), message(first + 1)]);
    await store.queue.tag([tag(idOf(first))]);
    await store.recount(aDay, false);
  };
  await round(1);
  const prepares = vi.spyOn(nativePrototype(), 'prepare');
  onTestFinished(() => prepares.mockRestore());
  for (let first = 3; first < 9; first += 2) await round(first);
  expect(prepares).not.toHaveBeenCalled();
  await store.close();
});
