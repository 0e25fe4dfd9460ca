// Weights that were found right are noted beside them.
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { fetchWeights } from '../../../src/llm/weights/fetch.ts';
import { remember, verifiedRecord } from '../../../src/llm/weights/verified.ts';
import { silentLog, type Log } from '../../../src/log.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weights-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('are hashed again only after they changed', async () => {
  const path = join(directory, 'file');
  await writeFile(path, 'abc');
  await remember(path, 'f00', 'here');
  expect(await verifiedRecord(path)).toMatchObject({ sha256: 'f00', source: 'here' });
  await utimes(path, new Date(1), new Date(1));
  expect(await verifiedRecord(path)).toBeNull();
});

it('are not noted in a folder that takes no new file, and used all the same', async () => {
  const { small } = inject('weights');
  const path = join(directory, basename(small));
  await symlink(small, path);
  await mkdir(`${path}.verified.json.${process.pid}`);
  const asked = { model: 'smollm2-135m', hfEndpoint: 'http://127.0.0.1:1' };
  const said: unknown[] = [];
  const log = { ...silentLog, warn: (...words: unknown[]) => void said.push(words.join(' ')) } as Log;
  const weights = await fetchWeights({ ...asked, cacheDir: directory, log });
  expect(weights).toMatchObject({ path, source: 'the cache' });
  expect(said).toEqual([expect.stringContaining(`${path} is read whole at each start`)]);
});
