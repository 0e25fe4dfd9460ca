// Builds the store on MongoDB: server 4.4 or later, standalone, replica set or sharded.
import { silentLog, type Log } from '../../log.ts';
import { reasonOf } from '../../errors.ts';
import type { GuildId } from '../../ids.ts';
import { MongoStandaloneError } from '../errors.ts';
import type { Store, StoreOptions } from '../store.ts';
import { mongoBuckets } from './buckets.ts';
import { mongoClaims } from './claims.ts';
import { connect, storeErrorOf, type Connection } from './connection.ts';
import { collectionsOf, type Collections } from './documents.ts';
import { mongoEvents } from './events.ts';
import { mongoCorrections } from './corrections.ts';
import { mongoDeliveries } from './deliveries.ts';
import { mongoForgetting } from './forgetting.ts';
import { mongoIncidents } from './incidents.ts';
import { mongoIntake } from './intake.ts';
import { migrate, versionOf } from './migrations/index.ts';
import { mongoPeople } from './people.ts';
import { mongoPortable } from './portable.ts';
import { mongoQueue } from './queue.ts';
import { mongoMessageReads } from './reads.ts';
import { mongoRecount } from './recount.ts';
import { mongoReports } from './reports.ts';
import { mongoResets } from './resets.ts';
import { runningOperations } from './running.ts';
import { mongoSettings } from './settings.ts';
import { mongoSketches } from './sketches.ts';
import { mongoTally } from './tally.ts';

export interface MongoStoreOptions extends StoreOptions {
  readonly log?: Log;
  /**
   * How long the server may be away before an operation fails with MongoAwayError, in milliseconds; 30 s by default.
   */
  readonly awayMs?: number;
  /** Whether other processes use the database too: refused where the server has no transactions. */
  readonly shared?: boolean;
  /** Nothing is brought up to date or repaired: for reading beside a running bot. */
  readonly asFound?: boolean;
}

/**
 * Connects (within 5 s), brings the indexes up to date and repairs buckets that a crash on a standalone server left half written.
 * The database is the one that the URI names, else "barometer".
 * Where the server has no transactions, one process at a time may use the database.
 * @throws MongoUnusableError, MongoStandaloneError, StoreTooNewError
 */
export async function openMongoStore(uri: string, options: MongoStoreOptions): Promise<Store> {
  const connection = await connect(uri, options.awayMs);
  try {
    return await storeOn(connection, options);
  } catch (error) {
    await connection.client.close();
    throw error;
  }
}

async function storeOn(connection: Connection, options: MongoStoreOptions): Promise<Store> {
  const { client, database, place, isThere } = connection;
  if (options.shared && !connection.transactions) throw new MongoStandaloneError(place);
  const log = options.log ?? silentLog;
  await (options.asFound ? versionOf(database, place) : migrate(database, place));
  const collections = collectionsOf(database);
  const tally = mongoTally(connection, collections);
  const sketches = mongoSketches(collections);
  const forgetting = mongoForgetting(collections, tally);
  const recounted = options.asFound ? 0 : await tally.recover();
  if (recounted > 0) log.info({ quarters: recounted }, 'counted again what a crash left half written');
  const { watch, settled } = runningOperations((error) => storeErrorOf(place, error));
  return {
    kind: 'mongodb',
    intake: watch(mongoIntake(collections, tally, forgetting)),
    queue: watch(mongoQueue(collections, tally, sketches, options)),
    messages: watch(mongoMessageReads(collections)),
    corrections: watch(mongoCorrections(collections, tally)),
    buckets: watch(mongoBuckets(collections)),
    claims: watch(mongoClaims(collections)),
    reports: watch(mongoReports(collections)),
    incidents: watch(mongoIncidents(collections)),
    events: watch(mongoEvents(collections)),
    deliveries: watch(mongoDeliveries(collections)),
    resets: watch(mongoResets(collections)),
    settings: watch(mongoSettings(collections, log)),
    people: watch(mongoPeople(collections, forgetting, sketches)),
    portable: watch(mongoPortable(collections)),
    ...watch({
      recount: mongoRecount(collections, tally),
      expire: forgetting.expire,
      eraseGuild: (guildId: GuildId) => erase(collections, guildId),
    }),
    close: async () => {
      if (isThere()) {
        await settled();
        await client.close();
        return;
      }
      // Not waited for: the driver tries for half a minute to end its sessions with a server that is not there.
      client
        .close()
        .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'MongoDB was left as it was'));
    },
  };
}

/** Settings go last, so that an interrupted erasure is taken up again. */
async function erase(collections: Collections, guildId: GuildId): Promise<void> {
  const { messages, days, sketches, reports, incidents, events, deliveries, resets, people } = collections;
  const { claims, settings } = collections;
  for (const one of [messages, days, sketches, reports, incidents, events, deliveries, resets, people]) {
    await one.deleteMany({ guildId });
  }
  await claims.deleteMany({ _id: { $regex: `(^|:)${guildId}(:|$)` } });
  await settings.deleteOne({ _id: guildId });
}
