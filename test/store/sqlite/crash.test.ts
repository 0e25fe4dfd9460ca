// kill -9 at any moment: what was acknowledged is there, and the buckets are what the messages say.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { addCounts, countsOf, NO_COUNTS } from '../../../src/mood/counts.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { ever, idOf, inGeneral, server } from '../../contract/store/fixtures.ts';

const directory = mkdtempSync(join(tmpdir(), 'barometer-crash-'));
afterAll(() => rmSync(directory, { recursive: true }));
const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

/** Starts a writer, kills it after so many acknowledged messages, and returns what it said. */
async function killedAfter(path: string, first: number, words: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === words) child.kill('SIGKILL');
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  return said;
}

it('loses no acknowledged message and keeps the buckets right when the process is killed', async () => {
  const path = join(directory, 'barometer.db');
  const added = new Set<number>();
  const removing = new Set<number>();
  for (const [round, words] of [1, 23, 90].entries()) {
    for (const line of await killedAfter(path, round * 10_000 + 8, words)) {
      const [word, number] = line.split(' ');
      (word === 'added' ? added : removing).add(Number(number));
    }
    const store = openSqliteStore(path, { storeContent: true });
    for (const number of added) {
      if (!removing.has(number)) expect(await store.messages.get(idOf(number))).not.toBeNull();
    }
    for (const scope of [server, inGeneral]) {
      const held = (await store.messages.recent(scope, 100_000)).flatMap(({ verdict }) => verdict ?? []);
      const recount = held.map(countsOf).reduce(addCounts, NO_COUNTS);
      expect(await store.buckets.counts(scope, ever)).toEqual(recount);
    }
    await store.close();
  }
  expect(added.size).toBeGreaterThan(50);
});
