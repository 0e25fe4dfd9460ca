import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteBackend } from '../../../src/jobs/agenda/index.ts';
import { agendaBackendContract } from '../../contract/agendaBackend.ts';
import { openSqlite } from '../../../src/openSqlite.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'barometer-jobs-'));

describe('SqliteBackend keeps the contract of an Agenda backend', () => {
  agendaBackendContract(() => {
    const folder = newFolder();
    const backend = new SqliteBackend({ path: join(folder, 'barometer.sqlite') });
    return Promise.resolve({
      backend,
      close: async () => {
        await backend.disconnect();
        rmSync(folder, { recursive: true });
      },
    });
  });
});

describe('SqliteBackend', () => {
  let folder: string;
  beforeEach(() => void (folder = newFolder()));
  afterEach(() => rmSync(folder, { recursive: true }));
  const job = { name: 'job', type: 'normal', priority: 0, nextRunAt: new Date(0), data: {} } as const;

  test('lives in a file beside other tables, whose version it leaves alone', async () => {
    const db = openSqlite(join(folder, 'barometer.sqlite'));
    db.pragma('user_version = 7');
    const backend = new SqliteBackend({ db });
    await backend.connect();
    await backend.repository.saveJob(job);
    expect(db.pragma('user_version', { simple: true })).toBe(7);
    db.close();
  });

  test('never closes a connection that it borrowed', async () => {
    const db = openSqlite(join(folder, 'barometer.sqlite'));
    const backend = new SqliteBackend({ db });
    expect(backend.ownsConnection).toBe(false);
    await backend.connect();
    await backend.disconnect();
    expect(db.open).toBe(true);
    db.close();
  });

  test('writes ahead in a file that it borrowed, so that hundreds of jobs are locked in a second', async () => {
    const db = openSqlite(join(folder, 'barometer.sqlite'));
    await new SqliteBackend({ db }).connect();
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  test('closes the file that it opened, and opens it again where it is used again', async () => {
    const backend = new SqliteBackend({ path: join(folder, 'barometer.sqlite') });
    expect(backend.ownsConnection).toBe(true);
    const saved = await backend.repository.saveJob(job);
    await backend.disconnect();
    expect(await backend.repository.getJobById(String(saved._id))).toMatchObject({ name: 'job' });
    await backend.disconnect();
    await backend.disconnect();
  });

  test('refuses jobs of a newer version in one line', async () => {
    const path = join(folder, 'barometer.sqlite');
    const backend = new SqliteBackend({ path });
    await backend.connect();
    await backend.disconnect();
    const db = openSqlite(path);
    db.exec('UPDATE agenda_meta SET value = 99');
    db.close();
    await expect(backend.connect()).rejects.toThrow(/version 99, this Barometer knows 1: update Barometer/);
    await backend.disconnect();
  });

  test('a field name that SQLite could misread is refused by name', async () => {
    const backend = new SqliteBackend({ path: join(folder, 'barometer.sqlite') });
    const attempt = backend.repository.saveJob({ ...job, unique: { 'data.a"b': 1 } });
    await expect(attempt).rejects.toThrow(/cannot be searched by "a\\"b"/);
    await backend.disconnect();
  });

  test('looking for the next job reads by index, however many jobs there are', async () => {
    const path = join(folder, 'barometer.sqlite');
    const backend = new SqliteBackend({ path });
    await backend.uniqueByGuild();
    const db = openSqlite(path, { readonly: true });
    const plan = (sql: string) =>
      (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
    const scans = (sql: string) => plan(sql).filter((detail) => detail.startsWith('SCAN'));
    expect(
      scans(`SELECT * FROM agenda_jobs WHERE name = 'a' AND disabled IS NOT 1
        AND ((locked_at IS NULL AND next_run_at <= 5) OR locked_at <= 5)
        ORDER BY next_run_at ASC, priority DESC, seq ASC LIMIT 1`),
    ).toEqual([]);
    expect(scans(`SELECT * FROM agenda_jobs WHERE data -> '$."guild"' = '"1"' AND name = 'a'`)).toEqual([]);
    db.close();
    await backend.disconnect();
  });
});
