// Folders that are made, and what is said where they can't be.
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { faultOf, fileError, isFileFault, makeFolder, makeTempFolder } from '../src/files.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'barometer-files-'))));
afterEach(() => rmSync(directory, { recursive: true }));

it('makes a folder with those above it, also twice and by several at once', async () => {
  const path = join(directory, 'a', 'b', 'c');
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(path, 'd'))]);
  await makeFolder(path);
  expect(statSync(join(path, 'd')).isDirectory()).toBe(true);
});

it('ends where the system denies a folder inside one that exists', async () => {
  await expect(makeFolder('/proc/self/a/b')).rejects.toThrow('the system makes no folders there');
});

it('takes a link that leads nowhere for something in the way', async () => {
  symlinkSync('nowhere', join(directory, 'link'));
  const fault = await makeFolder(join(directory, 'link')).catch(faultOf);
  expect(fault).toEqual({ reason: 'a file stands where a folder should be', mend: 'move that file away' });
});

it('names the folder for temporary files where it cannot be used', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  const held = process.env['TMPDIR'];
  process.env['TMPDIR'] = file;
  try {
    await expect(makeTempFolder('x-')).rejects.toThrow(`${file}, for temporary files, cannot be used`);
  } finally {
    if (held === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = held;
  }
});

it('knows what is about files, and gives the words of everything else as they are', () => {
  expect([fileError('ENOSPC'), fileError('EISDIR'), new Error('no logit'), 'text'].map(isFileFault)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(faultOf(new Error('odd')).reason).toBe('odd');
});
