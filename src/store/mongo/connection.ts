// Opens a connection to MongoDB, finds out whether it has transactions, and turns its failures into errors that a
// person can act on.
import {
  MongoBulkWriteError,
  MongoClient,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  type ClientSession,
  type Db,
  type Document,
} from 'mongodb';
import { reasonOf } from '../../errors.ts';
import { MongoAwayError, MongoUnusableError } from '../errors.ts';

const DEFAULT_DATABASE = 'barometer';
/** How long opening may look for a server, in milliseconds. */
const OPEN_TIMEOUT = 5_000;
/** Later a server may be away for this long before an operation fails, in milliseconds. */
const AWAY_TIMEOUT = 30_000;

/** Passed with every operation of an atomic step; empty on a standalone server. */
export interface Within {
  readonly session?: ClientSession;
}

export interface Connection {
  readonly place: string;
  readonly client: MongoClient;
  readonly database: Db;
  /** The server is a replica set or sharded: it has transactions. */
  readonly transactions: boolean;
  /** False while no server answers. */
  readonly isThere: () => boolean;
}

/**
 * `awayMs`: how long the server may be away before an operation fails.
 * @throws MongoUnusableError
 */
export async function connect(uri: string, awayMs = AWAY_TIMEOUT): Promise<Connection> {
  const place = placeOf(uri);
  const hello = await firstContact(uri, place);
  const client = clientFor(uri, place, awayMs);
  let isThere = true;
  client.on('topologyDescriptionChanged', ({ newDescription }) => (isThere = newDescription.hasKnownServers));
  try {
    await client.connect();
  } catch (error) {
    await client.close();
    throw unusable(uri, place, error);
  }
  return {
    place,
    client,
    database: client.db(databaseOf(uri)),
    transactions: 'setName' in hello || hello['msg'] === 'isdbgrid',
    isThere: () => isThere,
  };
}

/**
 * MongoAwayError where no server, or no primary that takes writes, can be reached; other errors are returned as they
 * are.
 */
export function storeErrorOf(place: string, error: unknown): unknown {
  // The driver wraps the error that interrupted a bulk write, and drops its labels.
  const cause: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : null;
  const isAway = isPassing(error) || isPassing(cause);
  return isAway ? new MongoAwayError(place, error) : error;
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof MongoError && PASSING.some((label) => error.hasErrorLabel(label)))
  );
}

/** Labels of errors that the driver would have tried again if it still had time. */
const PASSING = [
  MongoErrorLabel.RetryableWriteError,
  MongoErrorLabel.TransientTransactionError,
  MongoErrorLabel.UnknownTransactionCommitResult,
];

/** The URI as it may be shown: without user, password and options. */
export function placeOf(uri: string): string {
  return uri.replace(/\/\/.*@/s, '//').replace(/\?.*$/s, '');
}

async function firstContact(uri: string, place: string): Promise<Document> {
  const client = clientFor(uri, place, OPEN_TIMEOUT);
  try {
    await client.connect();
    return await client.db(databaseOf(uri)).command({ hello: 1 });
  } catch (error) {
    throw unusable(uri, place, error);
  } finally {
    await client.close();
  }
}

function clientFor(uri: string, place: string, serverSelectionTimeoutMS: number): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'barometer',
      serverSelectionTimeoutMS,
      connectTimeoutMS: OPEN_TIMEOUT,
      // Majority and journal: what was acknowledged is not lost by a crash or a new primary.
      writeConcern: { w: 'majority', journal: true },
    });
  } catch (error) {
    throw new MongoUnusableError(place, 'malformed', reasonOf(error).replaceAll(uri, place));
  }
}

/**
 * Undefined stands for the database that the URI names. Without a name the driver would use "test", where nobody
 * would look.
 */
const databaseOf = (uri: string) => (/^[^/]*\/\/[^/?]*\/[^?]/.test(uri) ? undefined : DEFAULT_DATABASE);

function unusable(uri: string, place: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const denied = error instanceof MongoServerError && [13, 18, 8000].includes(Number(error.code));
  const reason = reasonOf(error).replaceAll(uri, place);
  return new MongoUnusableError(place, denied ? 'refused' : 'unreachable', reason);
}
