// What is kept and what runs the jobs: MongoDB where MONGODB_URI is set, else one SQLite file.
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { SqliteBackend, type JobsBackend } from '../jobs/agenda/index.ts';
import type { Log } from '../log.ts';
import { servesOf } from '../shards.ts';
import { withCache } from '../store/cached.ts';
import { createHealth, type Health } from '../store/health.ts';
import { partOf } from '../store/part.ts';
import { startCheck, type Check } from '../store/sqlite/check.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import type { Store } from '../store/store.ts';

export interface Storage {
  readonly store: Store;
  readonly backend: JobsBackend;
  /** The health of the embedded file and its checks; null with MongoDB, which checks its own files. */
  readonly embedded: { readonly health: Health; readonly check: Check } | null;
}

/** Opens the store; what a cache answers is not measured. See openSqliteStore and openMongoStore for what they throw. */
export async function openStorage(
  config: Config,
  log: Log,
  measured: (store: Store) => Store,
): Promise<Storage> {
  const options = { storeContent: config.STORE_CONTENT, log };
  if (config.MONGODB_URI) {
    // The driver is read only where it is needed: an embedded store starts sooner and holds less without.
    const { openMongoStore } = await import('../store/mongo/store.ts');
    const { mongoBackend } = await import('../jobs/agenda/mongo.ts');
    const isPart = config.SHARDS !== 'auto';
    const direct = await openMongoStore(config.MONGODB_URI, { ...options, shared: isPart });
    const opened = withCache(measured(direct));
    if (!isPart) return { store: opened, backend: mongoBackend(config.MONGODB_URI), embedded: null };
    const store = partOf(opened, servesOf(config.SHARDS));
    const backend = mongoBackend(config.MONGODB_URI, () => store.settings.guilds());
    return { store, backend, embedded: null };
  }
  const path = join(config.DATA_DIR, 'barometer.sqlite');
  const health = createHealth();
  const store = withCache(measured(openSqliteStore(path, { ...options, health })));
  const check = startCheck({ path, health, clock: systemClock, log });
  return { store, backend: new SqliteBackend({ path, health }), embedded: { health, check } };
}
