// The embedded store fulfils the store's contract.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { storeContract } from '../contract/store/index.ts';
import { openSqlite } from '../../src/openSqlite.ts';

const directory = mkdtempSync(join(tmpdir(), 'barometer-sqlite-'));
afterAll(() => rmSync(directory, { recursive: true }));
let files = 0;
const path = () => join(directory, `${files}.db`);

describe('the SQLite store', () => {
  storeContract({
    open: (options) => {
      files++;
      return Promise.resolve(openSqliteStore(path(), options));
    },
    reopen: (options) => Promise.resolve(openSqliteStore(path(), options)),
    damage: () => {
      const raw = openSqlite(path());
      raw.exec('UPDATE buckets SET positive = positive + 2 WHERE scope = 1 AND grain = 0');
      raw.exec('UPDATE buckets SET negative = negative + 1 WHERE scope = 2 AND grain = 2');
      raw.exec('UPDATE buckets SET worry = worry + 1 WHERE scope = 1 AND grain = 2');
      raw.exec('DELETE FROM buckets WHERE scope = 3');
      raw.close();
      return Promise.resolve();
    },
    hasTransactions: true,
    runs: 40,
  });
});
