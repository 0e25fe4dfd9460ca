// Builds the embedded store on one SQLite file.
import { silentLog, type Log } from '../../log.ts';
import type { Health } from '../health.ts';
import type { Store, StoreOptions } from '../store.ts';
import { sqliteBuckets } from './buckets.ts';
import { sqliteClaims } from './claims.ts';
import { sqliteCorrections } from './corrections.ts';
import { sqliteDeliveries } from './deliveries.ts';
import { openDatabase, storeErrorOf, type Database } from './database.ts';
import { sqliteErase } from './erase.ts';
import { sqliteEvents } from './events.ts';
import { sqliteAuthorForgetting, sqliteForgetting } from './forgetting.ts';
import { sqliteIncidents } from './incidents.ts';
import { sqliteIntake } from './intake.ts';
import { sqliteKeys } from './keys.ts';
import { sqlitePeople } from './people.ts';
import { sqlitePortable } from './portable.ts';
import { sqliteQueue } from './queue.ts';
import { sqliteMessageReads } from './reads.ts';
import { sqliteRecount } from './recount.ts';
import { sqliteReports } from './reports.ts';
import { sqliteResets } from './resets.ts';
import { sqliteSettings } from './settings.ts';
import { sqliteSketches } from './sketches.ts';
import { sqliteTally } from './tally.ts';

export interface SqliteStoreOptions extends StoreOptions {
  readonly log?: Log;
  /** Damage of the file is noted here. */
  readonly health?: Health;
}

/**
 * Opens (or makes) the file; see openDatabase for what it throws.
 * Every write is durable when its promise resolves, and each is all or nothing.
 */
export function openSqliteStore(path: string, options: SqliteStoreOptions): Store {
  const database = openDatabase(path, options.health);
  try {
    return sqliteStoreOn(database, options);
  } catch (error) {
    database.handle.close();
    throw storeErrorOf(path, error); // e.g. a table is missing
  }
}

/** The store on an open database; closing the store closes it. */
export function sqliteStoreOn(database: Database, options: SqliteStoreOptions): Store {
  const log = options.log ?? silentLog;
  const keys = sqliteKeys(database);
  const tally = sqliteTally(database);
  const sketches = sqliteSketches(database);
  const forgetting = sqliteForgetting(database, keys, tally);
  return {
    kind: 'sqlite',
    intake: sqliteIntake(database, keys, tally, forgetting),
    queue: sqliteQueue(database, keys, tally, sketches, options),
    messages: sqliteMessageReads(database, keys),
    corrections: sqliteCorrections(database, keys, tally),
    buckets: sqliteBuckets(database, keys, sketches),
    claims: sqliteClaims(database),
    reports: sqliteReports(database),
    incidents: sqliteIncidents(database),
    events: sqliteEvents(database),
    deliveries: sqliteDeliveries(database),
    resets: sqliteResets(database),
    settings: sqliteSettings(database, log),
    people: sqlitePeople(database, keys, sqliteAuthorForgetting(database, keys, tally, sketches)),
    portable: sqlitePortable(database, keys),
    recount: sqliteRecount(database, keys, tally),
    expire: forgetting.expire,
    eraseGuild: sqliteErase(database, keys, sketches),
    close: () => database.close(),
  };
}
