// What a lock between processes keeps, however many wait for it in one of them, and what it refuses to be.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { alone } from '../src/fileLock.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'barometer-lock-'));
  path = join(directory, 'lock');
});
afterEach(() => rmSync(directory, { recursive: true }));

const run = promisify(execFile);
const LOCK = fileURLToPath(new URL('../src/fileLock.ts', import.meta.url));

/** What another process says that tries to take the lock: "taken", "held" or a code. */
async function another(): Promise<string> {
  const program = `import { takeFileLock } from ${JSON.stringify(LOCK)};
    if (process.getuid?.() === 0) process.setuid(65534);
    const say = (word) => console.log(word);
    try { say(takeFileLock(${JSON.stringify(path)}) ? 'taken' : 'held'); } catch (error) { say(error.code); }`;
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', program];
  return (await run(process.execPath, flags)).stdout.trim();
}

it('keeps other processes out while more than one of this process want it', async () => {
  chmodSync(directory, 0o777);
  const stop = new AbortController();
  await alone(path, { onWait: () => undefined }, async () => {
    chmodSync(path, 0o666);
    let waiting: Promise<unknown> = Promise.resolve();
    await new Promise<void>((onWait) => {
      waiting = alone(path, { signal: stop.signal, onWait }, () => Promise.resolve()).catch(() => 'stopped');
    });
    expect(await another()).toBe('held');
    stop.abort();
    await waiting;
    expect(await another()).toBe('held');
  });
  expect(await another()).toBe('taken');
  expect(readFileSync(path, 'utf8')).toBe('');
});

it.skipIf(process.platform === 'win32')('is refused on a file that may not be written', async () => {
  chmodSync(directory, 0o777);
  writeFileSync(path, '');
  chmodSync(path, 0o444);
  expect(await another()).toBe('EACCES');
});

it('names what stands in the place of its file', async () => {
  const here = alone(directory, { onWait: () => undefined }, () => Promise.resolve());
  await expect(here).rejects.toMatchObject({ code: 'EISDIR' });
});
