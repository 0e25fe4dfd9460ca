// Finds or starts the MongoDB of the tests: MONGODB_TEST_URI, else a mongod on the PATH, else SecantusDB.
import { findMongod, startMongod } from './mongod.ts';
import { startSecantus } from './secantus.ts';
import type { MongoServer } from './server.ts';

/** `borrowed`: the servers outlive the tests, so databases must be dropped. */
export type MongoForTests =
  | { readonly uri: string; readonly standaloneUri: string; readonly borrowed: boolean }
  | { readonly unavailable: string };

export interface PreparedMongo {
  readonly mongo: MongoForTests;
  readonly stop: () => Promise<void>;
}

/** In CI a missing server is an error; elsewhere it is a loud reason to skip. */
export async function prepareMongo(): Promise<PreparedMongo> {
  const started: MongoServer[] = [];
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const uriOf = async (given: string | undefined, topology: 'replica set' | 'standalone') => {
    if (given) return given;
    const mongod = findMongod();
    const server = await (mongod ? startMongod(mongod, topology) : startSecantus(topology));
    started.push(server);
    return server.uri;
  };
  try {
    const uri = await uriOf(process.env['MONGODB_TEST_URI'], 'replica set');
    const standaloneUri = await uriOf(process.env['MONGODB_TEST_STANDALONE_URI'], 'standalone');
    return { mongo: { uri, standaloneUri, borrowed: started.length < 2 }, stop };
  } catch (error) {
    await stop();
    if (process.env['CI'] === 'true') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`\n!!! MongoDB tests are SKIPPED, no server could be started: ${reason}\n`);
    return { mongo: { unavailable: reason }, stop: () => Promise.resolve() };
  }
}
