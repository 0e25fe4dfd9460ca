// Tests that need MongoDB: run on the server of the global setup, or skipped with its reason in the title.
import { MongoClient } from 'mongodb';
import { afterAll, describe, inject } from 'vitest';

export interface MongoTest {
  /** A URI of the same server with a database of its own. */
  freshUri(): string;
}

export function describeMongo(
  title: string,
  topology: 'replica set' | 'standalone',
  tests: (mongo: MongoTest) => void,
): void {
  const mongo = inject('mongo');
  if ('unavailable' in mongo) {
    describe.skip(`${title} (skipped: ${mongo.unavailable})`, () => tests({ freshUri: () => '' }));
    return;
  }
  const uri = topology === 'replica set' ? mongo.uri : mongo.standaloneUri;
  describe(title, () => {
    const names: string[] = [];
    afterAll(async () => {
      if (!mongo.borrowed) return;
      const client = new MongoClient(uri);
      for (const name of names) await client.db(name).dropDatabase();
      await client.close();
    });
    tests({
      freshUri: () => {
        const name = `t_${process.pid}_${topology.slice(0, 1)}_${names.length}`;
        names.push(name);
        return withDatabase(uri, name);
      },
    });
  });
}

const withDatabase = (uri: string, name: string) =>
  uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`);
