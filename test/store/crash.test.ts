// After kill -9 at any moment, acknowledged messages are stored and the buckets fit the messages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { addCounts, countsOf, NO_COUNTS } from '../../src/mood/counts.ts';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { ever, idOf, inGeneral, server } from '../contract/store/fixtures.ts';
import { describeMongo } from '../support/mongo/describe.ts';

const options = { storeContent: true };
const writer = fileURLToPath(new URL('writer.ts', import.meta.url));
const title = 'loses no acknowledged message and keeps the buckets right when the process is killed';

/** Starts a writer, kills it after so many words, and returns what it said. */
async function killedAfter(place: string, first: number, words: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, place, String(first)], {
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

async function survives(place: string, open: () => Promise<Store>, rounds: readonly number[]): Promise<void> {
  const added = new Set<number>();
  const removing = new Set<number>();
  for (const [round, words] of rounds.entries()) {
    for (const line of await killedAfter(place, round * 10_000 + 8, words)) {
      const [word, number] = line.split(' ');
      (word === 'added' ? added : removing).add(Number(number));
    }
    const store = await open();
    for (const number of added) {
      if (!removing.has(number)) expect(await store.messages.get(idOf(number))).not.toBeNull();
    }
    for (const scope of [server, inGeneral]) {
      const held = await store.messages.recent(scope, 100_000);
      const recount = held.flatMap(({ verdict }) => verdict ?? []).map(countsOf);
      expect(await store.buckets.counts(scope, ever)).toEqual(recount.reduce(addCounts, NO_COUNTS));
    }
    await store.close();
  }
  expect(added.size).toBeGreaterThan(20);
}

describe('the SQLite store', () => {
  const directory = mkdtempSync(join(tmpdir(), 'barometer-crash-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'barometer.db');
  it(title, () => survives(path, () => Promise.resolve(openSqliteStore(path, options)), [1, 23, 90]));
});

for (const topology of ['replica set', 'standalone'] as const) {
  describeMongo(`the MongoDB store on a ${topology}`, topology, (mongo) => {
    it(title, async () => {
      const uri = mongo.freshUri();
      await survives(uri, () => openMongoStore(uri, options), [5, 25]);
    });
  });
}
