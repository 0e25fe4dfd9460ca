// Processes of a fleet start at once, also on a database that is new, and one of them may die on the way.
import { MongoClient, type Db } from 'mongodb';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../src/clock.ts';
import { mongoBackend } from '../../../src/jobs/agenda/mongo.ts';
import { DAY, HOUR } from '../../../src/mood/window.ts';
import { migrate, versionOf } from '../../../src/store/mongo/migrations/index.ts';
import { inTurn } from '../../../src/store/mongo/migrations/turn.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { ever, idOf, judged, message, NOON, server } from '../../contract/store/fixtures.ts';
import { describeMongo } from '../../support/mongo/describe.ts';
import { wayTo } from '../../support/mongo/way.ts';

describeMongo('processes that start at once', 'replica set', (mongo) => {
  async function connected(uri: string): Promise<Db> {
    const client = await new MongoClient(uri).connect();
    onTestFinished(() => client.close());
    return client.db();
  }

  it('take the steps of the schema one after another', async () => {
    const uri = mongo.freshUri();
    const databases = await Promise.all([1, 2, 3, 4].map(() => connected(uri)));
    let [inside, most] = [0, 0];
    await Promise.all(
      databases.map((database) =>
        inTurn(database, systemClock, async () => {
          most = Math.max(most, (inside += 1));
          await versionOf(database, uri);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(await databases[0]!.collection('meta').countDocuments({ by: { $exists: true } })).toBe(0);
  });

  it('all open a new store and its jobs, and what they count then is right', async () => {
    const uri = mongo.freshUri();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openMongoStore(uri, { storeContent: true })));
    const backends = [1, 2, 3, 4].map(() => mongoBackend(uri));
    await Promise.all(
      backends.map(async (backend) => {
        await backend.connect();
        await backend.uniqueByGuild();
      }),
    );
    await Promise.all(stores.map((store, n) => judged(store, message(n + 1))));
    expect(await stores[0]!.buckets.counts(server, ever)).toMatchObject({ total: 4, positive: 4 });
    expect(await stores[1]!.messages.get(idOf(4))).toMatchObject({ status: 'judged' });
    await Promise.all([...stores.map((one) => one.close()), ...backends.map((one) => one.disconnect())]);
  });

  interface Turn {
    readonly _id: string;
    readonly by: string;
    readonly until: number;
  }

  /** A clock whose waits for the next renewal end when the test says so. */
  function renewals(): { clock: Clock; next: () => Promise<() => void> } {
    const waiting: (() => void)[] = [];
    const asked: ((go: () => void) => void)[] = [];
    const wait: Clock['wait'] = (ms, signal) => {
      if (!signal) return Promise.reject(new Error('the turn is free'));
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', reject);
        const waiter = asked.shift();
        if (waiter) waiter(resolve);
        else waiting.push(resolve);
      });
    };
    const next = () =>
      new Promise<() => void>((resolve) => {
        const go = waiting.shift();
        if (go) resolve(go);
        else asked.push(resolve);
      });
    return { clock: { now: () => NOON, wait }, next };
  }

  it('wait for one that is at it, and take its turn where it died, whatever their clocks say', async () => {
    const database = await connected(mongo.freshUri());
    const turns = database.collection<Turn>('meta');
    const seen: number[] = [];
    const clock: Clock = {
      now: () => Date.now() + DAY,
      wait: async (ms, signal) => {
        if (signal) return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
        seen.push(await versionOf(database, 'here'));
        // After three looks its time is up.
        if (seen.length === 3) await turns.updateOne({ _id: 'turn' }, { $set: { until: Date.now() - DAY } });
      },
    };
    await turns.insertOne({ _id: 'turn', by: 'another', until: Date.now() + HOUR });
    await migrate(database, 'here', clock);
    expect(seen).toEqual([0, 0, 0]);
    expect(await versionOf(database, 'here')).toBeGreaterThan(0);
    expect(await turns.findOne({ _id: 'turn' })).toBeNull();
  });

  it('go on renewing a turn after the server was away', async () => {
    const uri = mongo.freshUri();
    const turns = (await connected(uri)).collection<Turn>('meta');
    const way = await wayTo(uri);
    const options = { directConnection: true, serverSelectionTimeoutMS: 2_000 };
    const client = await new MongoClient(way.uri, options).connect();
    onTestFinished(async () => {
      await client.close();
      await way.cut();
    });
    const { clock, next } = renewals();
    await inTurn(client.db(), clock, async () => {
      const first = await next();
      await way.cut();
      first();
      const second = await next();
      await turns.updateOne({ _id: 'turn' }, { $set: { until: 1 } });
      await way.mend();
      second();
      await next();
      expect((await turns.findOne({ _id: 'turn' }))?.until).toBeGreaterThan(1);
    });
    expect(await turns.findOne({ _id: 'turn' })).toBeNull();
  });

  it('stop where they lost their turn, leave it to the one that has it, and begin again after that one', async () => {
    const database = await connected(mongo.freshUri());
    const turns = database.collection<Turn>('meta');
    const { clock, next } = renewals();
    const waitingAgain: Clock['wait'] = async (ms, signal) => {
      if (signal) return clock.wait(ms, signal);
      expect(await turns.findOne({ _id: 'turn' })).toMatchObject({ by: 'another' });
      await turns.deleteOne({ _id: 'turn' });
    };
    const said: string[] = [];
    await inTurn(database, { ...clock, wait: waitingAgain }, async (keepTurn) => {
      said.push('begun');
      await keepTurn();
      if (said.length > 1) return;
      await turns.updateOne({ _id: 'turn' }, { $set: { by: 'another', until: Date.now() + HOUR } });
      (await next())();
      await next();
      await keepTurn();
      said.push('written without a turn');
    });
    expect(said).toEqual(['begun', 'begun']);
  });

  it('ask the server before they go on where their last renewal is long ago', async () => {
    const database = await connected(mongo.freshUri());
    const turns = database.collection<Turn>('meta');
    let now = NOON;
    const wait: Clock['wait'] = async (_ms, signal) => {
      if (signal) return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
      await turns.deleteOne({ _id: 'turn' });
    };
    let begun = 0;
    await inTurn(database, { now: () => now, wait }, async (keepTurn) => {
      begun += 1;
      if (begun > 1) return;
      await turns.updateOne({ _id: 'turn' }, { $set: { by: 'another', until: Date.now() + HOUR } });
      await keepTurn();
      now += 60_000;
      await expect(keepTurn()).rejects.toThrow('turn');
      await keepTurn();
    });
    expect(begun).toBe(2);
  });
});
