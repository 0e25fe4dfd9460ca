// A data directory has one process at a time, however the last one ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirInUseError, DataDirUnusableError } from '../../src/errors.ts';
import { lockDataDir } from '../../src/store/lock.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'barometer-lock-'))));
afterEach(() => rmSync(directory, { recursive: true }));

/** A process that holds the lock until it is killed. */
async function owner(): Promise<ChildProcess> {
  const lock = fileURLToPath(new URL('../../src/store/lock.ts', import.meta.url));
  const program = `import { lockDataDir } from ${JSON.stringify(lock)};
    await lockDataDir(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

it('refuses a second owner, in this process or another, in a line that says what to do', async () => {
  const child = await owner();
  await expect(lockDataDir(directory)).rejects.toThrow(DataDirInUseError);
  await expect(lockDataDir(directory)).rejects.toThrow(`${directory} is in use by another Barometer`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const mine = await lockDataDir(directory);
  await expect(lockDataDir(directory)).rejects.toThrow(DataDirInUseError);
  mine.release();
});

it('is free the moment its owner is killed', async () => {
  const child = await owner();
  child.kill('SIGKILL');
  await once(child, 'exit');
  (await lockDataDir(directory)).release();
});

it('is free once released, also twice', async () => {
  const first = await lockDataDir(directory);
  first.release();
  first.release();
  (await lockDataDir(directory)).release();
});

it('makes the directory where it is missing', async () => {
  (await lockDataDir(join(directory, 'a', 'b'))).release();
});

describe('a DATA_DIR that cannot be used', () => {
  const file = () => join(directory, 'file');
  const lock = () => join(directory, 'barometer.lock');
  const NO_FOLDER = 'a file stands where a folder should be';
  it.each<[what: string, prepare: () => string, line: () => string]>([
    ['a file', () => file(), () => `${file()} cannot be used (${NO_FOLDER}): move that file away`],
    ['below a file', () => join(file(), 'deep', 'er'), () => `deep/er cannot be used (${NO_FOLDER})`],
    [
      'inside a folder of the kernel, where nothing can be made',
      () => '/proc/self/barometer',
      () => '/proc/self/barometer cannot be used (the system makes no folders there): make it yourself',
    ],
    [
      'with a folder in the place of its lock',
      () => (mkdirSync(lock()), directory),
      () => `${lock()} cannot be used (it is a folder): move that folder away`,
    ],
    [
      'with something else in its lock',
      () => (writeFileSync(lock(), 'my notes, which are no database. '.repeat(40)), directory),
      () => `${lock()} cannot be used (something else was written into it): delete it: it holds nothing`,
    ],
    ['with too long a name', () => join(directory, 'x'.repeat(300)), () => '(the system takes no such path)'],
    [
      'at the end of a circle of links',
      () => (symlinkSync('circle', join(directory, 'circle')), join(directory, 'circle', 'data')),
      () => '(its links lead in a circle): remove the link',
    ],
  ])('is named with the mend where it is %s', async (_, prepare, line) => {
    writeFileSync(file(), 'mine');
    const refused = lockDataDir(prepare());
    await expect(refused).rejects.toThrow(DataDirUnusableError);
    await expect(refused).rejects.toThrow(line());
    await expect(refused).rejects.toThrow(/^[^\n]*or set DATA_DIR to another folder\.$/);
    expect(readFileSync(file(), 'utf8')).toBe('mine');
  });
});
