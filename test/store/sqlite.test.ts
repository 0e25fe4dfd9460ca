// The embedded store keeps the store's contract.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { storeContract } from '../contract/store/index.ts';

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
    runs: 40,
  });
});
