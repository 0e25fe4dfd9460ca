// One connection to MongoDB: how it is opened, what it can do, and how its failures are worded.
import {
  MongoClient,
  MongoParseError,
  MongoServerError,
  type ClientSession,
  type Db,
  type Document,
} from 'mongodb';
import { reasonOf } from '../../errors.ts';
import { MongoUnusableError } from '../errors.ts';

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
}

/** @throws MongoUnusableError */
export async function connect(uri: string): Promise<Connection> {
  const place = placeOf(uri);
  const hello = await firstContact(uri, place);
  const client = clientFor(uri, place, AWAY_TIMEOUT);
  try {
    await client.connect();
  } catch (error) {
    await client.close();
    throw unusable(uri, place, error);
  }
  return {
    place,
    client,
    database: client.db(databaseOf(client)),
    transactions: 'setName' in hello || hello['msg'] === 'isdbgrid',
  };
}

/** What a URI may be called in a message: no user, no password, no options. */
export function placeOf(uri: string): string {
  return uri.replace(/\/\/.*@/s, '//').replace(/\?.*$/s, '');
}

async function firstContact(uri: string, place: string): Promise<Document> {
  const client = clientFor(uri, place, OPEN_TIMEOUT);
  try {
    await client.connect();
    return await client.db(databaseOf(client)).command({ hello: 1 });
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
    throw unusable(uri, place, error);
  }
}

/** The driver's own default, "test", would be found by nobody. */
function databaseOf(client: MongoClient): string {
  const named = client.options.dbName;
  return named === 'test' ? DEFAULT_DATABASE : named;
}

function unusable(uri: string, place: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof MongoUnusableError) return error;
  const reason = reasonOf(error).replaceAll(uri, place);
  if (error instanceof MongoParseError || error.name === 'MongoInvalidArgumentError') {
    return new MongoUnusableError(place, 'malformed', reason);
  }
  const denied = error instanceof MongoServerError && [13, 18, 8000].includes(Number(error.code));
  return new MongoUnusableError(place, denied ? 'refused' : 'unreachable', reason);
}
