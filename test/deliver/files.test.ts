import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReportFileError } from '../../src/deliver/errors.ts';
import { csvLine, type Cell } from '../../src/deliver/files/csv.ts';
import { createReportFiles } from '../../src/deliver/files/reportFiles.ts';
import type { Document } from '../../src/deliver/forms/json.ts';
import type { GuildId } from '../../src/ids.ts';
import { guild, otherGuild } from '../contract/store/fixtures.ts';
import { letterFrom, ONE, summaryEvent, TRAPS, trapEvent } from './letters.ts';
import { openRig } from './rig.ts';

/** Records of a CSV text as RFC 4180 has them; a cell without quotes is given as a number. */
function readCsv(text: string): Cell[][] {
  const records: Cell[][] = [];
  let record: Cell[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [, quoted, bare = '', end] = match;
    record.push(quoted === undefined ? (bare === '' ? null : Number(bare)) : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push(record.splice(0));
  }
  record = [];
  return records;
}
const undone = (value: Cell) => (typeof value === 'string' ? value.replace(/^'/, '') : value);

describe('a line of CSV', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('=+-@\t\r\n\'",;＝＋－＠a')) }),
  );
  const cells = fc.array(
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
    {
      minLength: 1,
      maxLength: 6,
    },
  );

  it('is read back as it was written, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 4 }), (records) => {
        const read = readCsv(records.map(csvLine).join('')).map((record) => record.map(undone));
        const zero = (cell: Cell) => (cell === 0 ? 0 : cell);
        expect(read).toEqual(records.map((record) => record.map(zero)));
      }),
    );
  });

  it('never holds text that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(cells, (record) => {
        for (const cell of readCsv(csvLine(record))[0] ?? []) {
          if (typeof cell === 'string') expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        }
      }),
    );
    expect(csvLine(['=1+1', -5, '-5'])).toBe(`"'=1+1",-5,"'-5"\r\n`);
  });
});

describe('the files of a server', () => {
  let directory: string;
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'reports-')), 'made', 'here');
  });
  afterEach(() => rmSync(join(directory, '..', '..'), { recursive: true }));
  const open = (more = {}) =>
    createReportFiles({ directory, mostBytes: 1_000_000, mostFiles: 3, mostEvents: 5, ...more });
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  const events = () => JSON.parse(read(`${guild}.json`)) as Document[];
  const letter = (n: number) => letterFrom(summaryEvent({ key: `summary:${n}`, at: ONE + n }));

  it('hold the newest events as one JSON list, each once', async () => {
    const files = open();
    for (let n = 0; n < 8; n += 1) await files.writeJson(guild, letter(n));
    await files.writeJson(guild, letter(7));
    expect(events().map(({ id }) => id)).toEqual([3, 4, 5, 6, 7].map((n) => `summary:${n}`));
    expect(events()[0]).toMatchObject({ version: 1, kind: 'summary', facts: { total: 42 } });
    expect(readdirSync(directory)).toEqual([`${guild}.json`]);
  });

  it('lose nothing when many events come at once', async () => {
    const files = open({ mostEvents: 100 });
    const many = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(
      many.flatMap((n) => [files.writeJson(guild, letter(n)), files.appendCsv(guild, letter(n))]),
    );
    expect(events()).toHaveLength(20);
    expect(readCsv(read(`${guild}.csv`))).toHaveLength(21);
  });

  it('are readable by the operator alone', async () => {
    const files = open();
    await files.writeJson(guild, letter(1));
    await files.appendCsv(guild, letter(1));
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o077).toBe(0);
    }
  });

  it('log every event as a line of figures under one header', async () => {
    const files = open();
    await files.appendCsv(guild, letter(1));
    await files.appendCsv(
      guild,
      letterFrom(summaryEvent({ kind: 'alert', facts: { evidence: { total: 22, negative: 14 } } })),
    );
    const [header, first, second] = readCsv(read(`${guild}.csv`));
    const rowOf = (cells: Cell[] = []) =>
      Object.fromEntries(cells.map((cell, n) => [String(header?.[n]), cell]));
    expect(rowOf(first)).toMatchObject({
      kind: 'summary',
      total: 42,
      negative: 12,
      mood: -7.1,
      mood_low: -19,
    });
    expect(rowOf(second)).toMatchObject({
      kind: 'alert',
      total: 22,
      negative: 14,
      positive: null,
      mood: null,
    });
  });

  it('rotate their log by size, and keep so many', async () => {
    const files = open({ mostBytes: 1200 });
    for (let n = 0; n < 12; n += 1) await files.appendCsv(guild, letter(n));
    const names = readdirSync(directory).toSorted();
    expect(names).toEqual([`${guild}.1.csv`, `${guild}.2.csv`, `${guild}.csv`]);
    const ids = (name: string) => readCsv(read(name)).map((record) => record[1]);
    const kept = [`${guild}.2.csv`, `${guild}.1.csv`, `${guild}.csv`].flatMap((name) => {
      expect(statSync(join(directory, name)).size).toBeLessThanOrEqual(1200);
      const [head, ...rest] = ids(name);
      expect(head).toBe('id');
      return rest;
    });
    const last = 12 - kept.length;
    expect(kept).toEqual(kept.map((_, n) => `summary:${last + n}`));
  });

  it('go on after a line that a crash cut short', async () => {
    const files = open();
    await files.appendCsv(guild, letter(1));
    appendFileSync(join(directory, `${guild}.csv`), '"2026-05-05T13:00:0');
    await files.appendCsv(guild, letter(2));
    const lines = read(`${guild}.csv`).split('\r\n');
    expect(lines.at(-2)).toContain('summary:2');
    expect(lines.at(-2)).toMatch(/^"2026/);
  });

  it('are never overwritten where they hold something else', async () => {
    const files = open();
    await files.writeJson(otherGuild, letter(1));
    writeFileSync(join(directory, `${guild}.json`), '{"mine": true}');
    await expect(files.writeJson(guild, letter(1))).rejects.toThrow(ReportFileError);
    writeFileSync(join(directory, `${guild}.json`), '[{"id": ');
    await expect(files.writeJson(guild, letter(1))).rejects.toThrow(/move it away/);
    expect(read(`${guild}.json`)).toBe('[{"id": ');
  });

  it('have names of digits alone, whatever is asked for', async () => {
    for (const id of ['../../x', '', 'a', '1/2', '..', '1\u0000']) {
      await expect(open().appendCsv(id as GuildId, letter(1))).rejects.toThrow();
    }
  });

  it.each(TRAPS)('are written through the outbox, hostile text and all: %j', async (trap) => {
    const rig = openRig({ files: open() });
    await rig.outbox.deliver(trapEvent(trap));
    rig.run();
    expect([await rig.next(), await rig.next()]).toEqual(['arrived', 'arrived']);
    expect(events()).toHaveLength(1);
    expect(readCsv(read(`${guild}.csv`))).toHaveLength(2);
    await rig.close();
  });

  it('are tried again when the disk is full or gone, and the operator alone is told why', async () => {
    writeFileSync(join(directory, '..', '..', 'file'), '');
    const rig = openRig({ files: open({ directory: join(directory, '..', '..', 'file') }) });
    await rig.outbox.deliver(summaryEvent());
    rig.run();
    for (let n = 0; n < 14; n += 1) {
      expect(await rig.next()).toBe('postpone');
      if (n % 2 === 1) await rig.clock.advance(3_600_000);
    }
    expect([await rig.next(), await rig.next()]).toEqual(['bury', 'bury']);
    const [dead] = await rig.outbox.deadLetters(guild, 5);
    expect(dead?.where).toBeNull();
    expect(rig.logged.join()).toMatch(
      /REPORT_DIR cannot be used \(a file stands where a folder should be\): move that file away/,
    );
    await rig.close();
  });
});
