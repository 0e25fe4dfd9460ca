// The bot's store for a command: opened as the bot opens it, while the bot does not run on it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { BarometerError } from '../errors.ts';
import type { Log } from '../log.ts';
import { lockDataDir } from '../store/lock.ts';
import { openMongoStore } from '../store/mongo/store.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import type { Store } from '../store/store.ts';

export class NoStoreError extends BarometerError {
  constructor(readonly path: string) {
    super(`${path} is not there: set DATA_DIR or MONGODB_URI as the bot has them.`);
  }
}

export const sqliteFile = ({ DATA_DIR }: Pick<Config, 'DATA_DIR'>) => join(DATA_DIR, 'barometer.sqlite');

export interface OpenedStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/**
 * With `make` an embedded store is made where there is none. Throws NoStoreError, and what lockDataDir, openSqliteStore
 * and openMongoStore throw.
 */
export async function openStore(config: Config, log: Log, make = false): Promise<OpenedStore> {
  const options = { storeContent: config.STORE_CONTENT, log };
  if (config.MONGODB_URI) {
    const store = await openMongoStore(config.MONGODB_URI, options);
    return { store, close: () => store.close() };
  }
  const path = sqliteFile(config);
  if (!make && !existsSync(path)) throw new NoStoreError(path);
  // Another release may be running on the file: it must not be migrated under its hands.
  const lock = await lockDataDir(config.DATA_DIR);
  try {
    const store = openSqliteStore(path, options);
    return { store, close: () => store.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}
