// What the embedded store does when its file is new, old, broken or full.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  StoreFullError,
  StoreTooNewError,
  StoreUnavailableError,
  StoreDamagedError,
} from '../../../src/store/errors.ts';
import type { MessageId } from '../../../src/ids.ts';
import { createHealth } from '../../../src/store/health.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { openSqliteStore, sqliteStoreOn } from '../../../src/store/sqlite/store.ts';
import { DEFAULT_SETTINGS } from '../../../src/store/settings.ts';
import type { Log } from '../../../src/log.ts';
import { DAY } from '../../../src/mood/window.ts';
import { counts, ever, guild, idOf, message, NOON, server, tag } from '../../contract/store/fixtures.ts';
import { openSqlite } from '../../../src/openSqlite.ts';

const options = { storeContent: true };
let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'barometer-file-'));
  path = join(directory, 'barometer.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

it('refuses a file of a newer release in one line that says so', async () => {
  await openDatabase(path).close();
  const raw = openSqlite(path);
  raw.pragma('user_version = 99');
  raw.close();
  expect(() => openSqliteStore(path, options)).toThrow(StoreTooNewError);
  expect(() => openSqliteStore(path, options)).toThrow(
    /^[^\n]*barometer\.db was written by a newer Barometer[^\n]*$/,
  );
});

describe('a file that cannot be the database is left as it is, and named with the mend', () => {
  const DAMAGED = /cannot be used as the database \((.*)\): put back a backup as docs\/storage\.md says/;
  const raw = (sql: string) => {
    const handle = openSqlite(path);
    handle.exec(sql);
    handle.close();
  };
  it.each<[what: string, prepare: () => unknown, said: RegExp]>([
    ['garbage', () => writeFileSync(path, 'certainly no database, but long enough '.repeat(50)), DAMAGED],
    ['of another program', () => raw('CREATE TABLE songs (name TEXT)'), /tables of another program/],
    ['without one of its tables', () => raw('PRAGMA user_version = 6; CREATE TABLE x (y)'), /no such table/],
    ['a folder', () => mkdirSync(path), /\.db cannot be .* \(it is a folder\): move that folder away/],
    ['with a folder as log', () => mkdirSync(`${path}-wal`), /\.db-wal cannot be .* \(it is a folder\)/],
    ['in no folder', () => (path = join(directory, 'no', 'x.db')), /\(it is not there\): put it there/],
  ])('%s', (_, prepare, said) => {
    prepare();
    const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : null;
    expect(() => openSqliteStore(path, options)).toThrow(said);
    expect(() => openSqliteStore(path, options)).toThrow(/^[^\n]+$/);
    if (before !== null) expect(readFileSync(path).subarray(100)).toEqual(before.subarray(100));
  });

  it('but an empty one is begun anew', async () => {
    writeFileSync(path, '');
    await openSqliteStore(path, options).close();
  });
});

it('writes nothing more once damage was noted', async () => {
  const health = createHealth();
  const store = openSqliteStore(path, { ...options, health });
  await store.intake.add([message(1)]);
  const damage = new StoreDamagedError(path, 'a page is not what it was');
  health.note(damage);
  await expect(store.intake.add([message(2)])).rejects.toBe(damage);
  await expect(store.settings.update(guild, (held) => ({ ...held, locale: 'zh-CN' }))).rejects.toBe(damage);
  expect(await store.queue.countPending()).toBe(1);
  expect([health.state(), await health.damaged]).toEqual(['damaged', damage]);
  await store.close();
});

it('says that the disk is full, keeps what it acknowledged, and goes on once there is space', async () => {
  const database = openDatabase(path);
  const pages = Number(database.handle.pragma('page_count', { simple: true }));
  database.handle.pragma(`max_page_count = ${pages + 40}`);
  const store = sqliteStoreOn(database, options);
  const acknowledged: string[] = [];
  const fill = async () => {
    for (let number = 0; ; number++) {
      acknowledged.push(
        ...(await store.intake.add([
          message(number, { content: 'x'.repeat(2_000), createdAt: NOON - number * DAY }),
        ])),
      );
    }
  };
  const failure: unknown = await fill().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StoreFullError);
  expect((failure as Error).message).toBe(
    `${path}: the disk is full. Free space; what was saved before is safe.`,
  );
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(await store.queue.countPending()).toBe(acknowledged.length);
  // There is no room for the last of them. None of the others may be half written.
  const model = 'm'.repeat(1_000_000);
  const verdicts = [tag(idOf(0)), tag(idOf(1)), tag(idOf(2), 'negative', { model })];
  await expect(store.queue.tag(verdicts)).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(await store.queue.countPending()).toBe(acknowledged.length);
  expect(await store.recount({ from: NOON - 99 * DAY, to: NOON + DAY }, false)).toEqual([]);
  database.handle.pragma('max_page_count = 1000000');
  expect(await store.intake.add([message(90_000)])).toEqual(['90000']);
  await store.close();
  const again = openSqliteStore(path, options);
  expect(await again.queue.countPending()).toBe(acknowledged.length + 1);
  await again.close();
});

it('lets a bad write fail alone, not those that share its commit', async () => {
  const store = openSqliteStore(path, options);
  const outcomes = await Promise.allSettled([
    store.intake.add([message(1)]),
    store.intake.add([message(2), { ...message(4), id: String(2n ** 63n) as MessageId }]),
    store.intake.add([message(3)]),
    store.queue.tag([tag(idOf(1)), tag(idOf(2))]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await store.messages.get(idOf(2))).toBeNull();
  expect(await store.messages.get(idOf(3))).not.toBeNull();
  expect(await store.buckets.counts(server, ever)).toEqual(counts(1, 0, 0));
  await store.close();
});

it('falls back to defaults, with a warning, where saved settings are broken or unknown', async () => {
  const warned: unknown[] = [];
  const log = { warn: (facts: unknown) => warned.push(facts) } as unknown as Log;
  const database = openDatabase(path);
  const put = database.handle.prepare('INSERT OR REPLACE INTO settings (guild, data) VALUES (?, ?)');
  const store = sqliteStoreOn(database, { ...options, log });
  put.run(BigInt(guild), JSON.stringify({ locale: 'zh-TW', timeZone: 7, mood: 'sunny' }));
  expect(await store.settings.get(guild)).toEqual({ ...DEFAULT_SETTINGS, locale: 'zh-TW' });
  expect(warned).toEqual([
    { guildId: guild, fields: ['mood'] },
    { guildId: guild, fields: ['timeZone'] },
  ]);
  put.run(BigInt(guild), '{"locale":');
  expect(await store.settings.get(guild)).toEqual(DEFAULT_SETTINGS);
  expect(warned).toHaveLength(3);
  await store.close();
});
