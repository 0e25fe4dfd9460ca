// A file of the last release opens and still has the same contents.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY } from '../../../src/mood/window.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { DEFAULT_SETTINGS } from '../../../src/store/settings.ts';
import { migrate } from '../../../src/store/sqlite/migrations/index.ts';
import {
  ann,
  bob,
  counts,
  guild,
  idOf,
  inRandom,
  message,
  NOON,
  otherGuild,
  server,
  tag,
} from '../../contract/store/fixtures.ts';
import { openSqlite } from '../../../src/openSqlite.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'barometer-schema-'));
  path = join(directory, 'barometer.sqlite');
  const raw = openSqlite(path);
  raw.exec(readFileSync(new URL('schema-1.sql', import.meta.url), 'utf8'));
  raw.close();
});
afterEach(() => rmSync(directory, { recursive: true }));

const everything = { from: NOON - 100 * DAY, to: NOON + 9 * DAY };

it('opens a file of schema 1 with all that it holds', async () => {
  const store = openSqliteStore(path, { storeContent: true });
  expect(await store.buckets.counts(server, everything)).toEqual(counts(27, 1, 15, 1));
  expect(await store.buckets.authors(server, everything)).toBe(11);
  expect(await store.buckets.authors(inRandom, everything)).toBe(1);
  expect(await store.queue.countPending()).toBe(1);
  expect(await store.messages.get(idOf(1))).toMatchObject({ status: 'judged', content: null });
  expect(await store.messages.get(idOf(2))).toMatchObject({ content: 'edited', revision: 2 });
  expect(await store.messages.get(idOf(3))).toMatchObject({ content: "it's 😀", authorId: bob });
  expect(await store.messages.get(idOf(5))).toMatchObject({ status: 'failed', failure: 'broken' });
  expect(await store.settings.get(guild)).toEqual({ ...DEFAULT_SETTINGS, locale: 'zh-TW' });
  expect(await store.people.isOptedOut(otherGuild, bob)).toBe(true);
  expect((await store.claims.unsettled()).map(({ key }) => key)).toEqual(['reply:2']);
  const [incident] = await store.incidents.allOpen();
  expect(incident).toMatchObject({ state: 'open', guildId: guild });
  expect(await store.reports.latest(guild, 'summary')).toMatchObject({ messageId: null, reason: null });
  expect(await store.recount(everything, false)).toEqual([]);
  await store.close();
});

it('goes on with it as with a file of its own', async () => {
  const store = openSqliteStore(path, { storeContent: true });
  await store.intake.add([message(7)]);
  await store.queue.tag([tag(idOf(7)), tag(idOf(6), 'negative')]);
  expect(await store.intake.remove([idOf(3), idOf(5)])).toBe(2);
  expect(await store.people.forget(guild, ann)).toBe(4);
  // An author whose message was deleted may have written others, so only forgotten authors leave the sketch.
  expect(await store.buckets.authors(server, everything)).toBe(10);
  expect(await store.recount(everything, false)).toEqual([]);
  await store.close();
  const again = openSqliteStore(path, { storeContent: true });
  expect(await again.queue.countPending()).toBe(0);
  await again.close();
});

it('drops what reports said, and tries again only the latest that was never posted', async () => {
  const raw = openSqlite(path);
  const insert = raw.prepare(
    `INSERT INTO reports (guild, kind, window_from, window_to, facts, created_at, message)
     VALUES (?, 'daily', ?, ?, '{"gist":"people say"}', 5, ?)`,
  );
  for (const [from, posted] of [
    [1, null],
    [2, 77],
    [3, null],
  ]) {
    insert.run(BigInt(guild), from, from! + 1, posted);
  }
  raw.close();
  const store = openSqliteStore(path, { storeContent: true });
  expect((await store.reports.waiting(guild, 'daily')).map(({ window }) => window.from)).toEqual([3]);
  expect(await store.reports.prune(6)).toBeGreaterThanOrEqual(3);
  await store.close();
  const after = openSqlite(path, { readonly: true });
  const columns = after
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all('reports');
  after.close();
  expect(columns.map(({ name }) => name)).not.toContain('facts');
});

it('gives no incident a name that a post of an erased server had', async () => {
  const raw = openSqlite(path);
  raw.exec("INSERT INTO claims (key, claimed_at, settled, message) VALUES ('alert:41', 0, 1, 5)");
  raw.close();
  const store = openSqliteStore(path, { storeContent: true });
  const [{ evidence } = { evidence: null }] = await store.incidents.allOpen();
  if (!evidence) throw new Error('the file holds an incident');
  const incident = { guildId: otherGuild, channelId: inRandom.channelId!, openedAt: NOON, evidence };
  const { incident: next } = await store.incidents.open(incident);
  expect(Number(next.id)).toBe(42);
  await store.close();
});

it('takes no file for that of another program which another process begins at that moment', () => {
  const fresh = join(directory, 'fresh.sqlite');
  const [own, other] = [openSqlite(fresh), openSqlite(fresh)];
  own.pragma('journal_mode = WAL');
  const prepare = own.prepare.bind(own);
  // Between the reading of the version and that of the tables.
  own.prepare = (sql: string) => {
    if (sql.includes('sqlite_schema')) migrate(other, fresh);
    return prepare(sql);
  };
  migrate(own, fresh);
  expect(own.pragma('user_version', { simple: true })).toBe(other.pragma('user_version', { simple: true }));
  own.close();
  other.close();
});
