// One process a data directory, however the one before it ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DataDirInUseError, DataDirUnwritableError } from '../../src/errors.ts';
import { lockDataDir } from '../../src/store/lock.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'barometer-lock-'))));
afterEach(() => rmSync(directory, { recursive: true }));

/** A process that holds the lock until it is killed. */
async function owner(): Promise<ChildProcess> {
  const lock = fileURLToPath(new URL('../../src/store/lock.ts', import.meta.url));
  const program = `import { lockDataDir } from ${JSON.stringify(lock)};
    lockDataDir(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

it('refuses a second owner, in this process or another, in a line that says what to do', async () => {
  const child = await owner();
  expect(() => lockDataDir(directory)).toThrow(DataDirInUseError);
  expect(() => lockDataDir(directory)).toThrow(`${directory} is in use by another Barometer`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const mine = lockDataDir(directory);
  expect(() => lockDataDir(directory)).toThrow(DataDirInUseError);
  mine.release();
});

it('is free the moment its owner is killed', async () => {
  const child = await owner();
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockDataDir(directory).release();
});

it('is free once released, also twice', () => {
  const first = lockDataDir(directory);
  first.release();
  first.release();
  lockDataDir(directory).release();
});

it('makes the directory where it is missing', () => {
  lockDataDir(join(directory, 'a', 'b')).release();
});

it('says when the directory cannot be written', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => lockDataDir(join(directory, 'file'))).toThrow(DataDirUnwritableError);
  expect(() => lockDataDir(join(directory, 'file', 'deeper'))).toThrow(/file.deeper cannot be written/);
});
