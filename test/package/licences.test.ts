import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'licences-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const licences = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((done) => {
    const child = execFile(process.execPath, ['licences.js', ...args], (_error, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });

function lock(packages: Record<string, object>): string {
  const file = join(folder, 'package-lock.json');
  writeFileSync(file, JSON.stringify({ packages: { '': {}, ...packages } }));
  return file;
}

it('every licence of what runs is agreed to', async () => {
  const { code, out, err } = await licences();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^ *\d+ MIT$/m);
});

it('a licence that nobody agreed to, or none, fails and is named', async () => {
  const found = await licences(
    lock({
      'node_modules/fine': { license: '(MIT OR GPL-3.0)' },
      'node_modules/strict': { license: 'MIT AND GPL-3.0' },
      'node_modules/silent': {},
      'node_modules/tool': { license: 'GPL-3.0', dev: true },
    }),
  );
  expect(found.code).toBe(1);
  expect(found.err).toMatch(/^MIT AND GPL-3\.0: strict: .*\nnone: silent: .*\n$/);
});
