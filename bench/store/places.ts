// The stores of the bench: where they are, and how many bytes they use.
import { existsSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store, StoreOptions } from '../../src/store/store.ts';
import { prepareMongo } from '../../test/support/mongo/prepare.ts';

export interface Places {
  /** Messages in one call while filling. */
  readonly batch: number;
  /** Opens the store that is filled with so many messages. */
  open(size: number, options: StoreOptions): Promise<Store>;
  /** Bytes of a closed store; null where there is none, or where it cannot be known. */
  bytes(size: number): Promise<number | null>;
  /** Removes what `open` made. */
  clear(): Promise<void>;
}

export async function sqlitePlaces(directory: string): Promise<Places> {
  await mkdir(directory, { recursive: true });
  const path = (size: number) => join(directory, `store-${size}.sqlite`);
  const made = new Set<number>();
  return {
    batch: 5_000,
    open: (size, options) => {
      made.add(size);
      return Promise.resolve(openSqliteStore(path(size), options));
    },
    bytes: async (size) => (existsSync(path(size)) ? (await stat(path(size))).size : null),
    clear: async () => {
      for (const size of made) {
        for (const end of ['', '-wal', '-shm']) await rm(path(size) + end, { force: true });
      }
    },
  };
}

export async function mongoPlaces(): Promise<Places> {
  const { mongo, stop } = await prepareMongo();
  if ('unavailable' in mongo) throw new Error(`No MongoDB to measure: ${mongo.unavailable}`);
  const uri = (size: number) => mongo.uri.replace(/(:\d+)\/?[^?]*/, `$1/bench_${process.pid}_${size}`);
  return {
    batch: 100,
    open: (size, options) => openMongoStore(uri(size), options),
    bytes: () => Promise.resolve(null),
    clear: stop,
  };
}
