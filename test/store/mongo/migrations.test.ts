// Processes of a fleet start at the same time, also on a database that is new.
import { Collection, MongoClient, type IndexDescriptionInfo } from 'mongodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { weights } from '../../../src/store/mongo/migrations/0007-weights.ts';
import { migrate, versionOf } from '../../../src/store/mongo/migrations/index.ts';
import { describeMongo } from '../../support/mongo/describe.ts';

describeMongo('the steps of the schema', 'replica set', (mongo) => {
  const open = async (uri: string): Promise<MongoClient> => {
    const client = await new MongoClient(uri).connect();
    onTestFinished(() => client.close());
    return client;
  };

  it('may be taken by several processes at once', async () => {
    const uri = mongo.freshUri();
    const clients = await Promise.all([1, 2, 3, 4].map(() => open(uri)));
    const taken = await Promise.allSettled(clients.map((client) => migrate(client.db(), uri)));
    expect(taken.map(({ status }) => status)).toEqual(taken.map(() => 'fulfilled'));
  });

  it('do not fail where another process drops an index between reading and dropping it', async () => {
    const uri = mongo.freshUri();
    const [one, other] = [await open(uri), await open(uri)];
    const read = Object.getOwnPropertyDescriptor(Collection.prototype, 'indexes')
      ?.value as Collection['indexes'];
    vi.spyOn(Collection.prototype, 'indexes').mockImplementation(async function (this: Collection) {
      const held: IndexDescriptionInfo[] = await read.call(this, {});
      const old = held.find(({ name = '' }) =>
        ['guildId_1_channelId_1', 'state_1_openedAt_1'].includes(name),
      );
      if (old)
        await other
          .db()
          .collection('incidents')
          .dropIndex(old.name ?? '');
      return held;
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await migrate(one.db(), uri);
    vi.restoreAllMocks();
    const names = (await one.db().collection('incidents').indexes()).map(({ name }) => name);
    expect(names).toContain('one_live_a_channel');
    expect(names).not.toContain('guildId_1_channelId_1');
    expect(names).not.toContain('state_1_openedAt_1');
  });

  it('do not count as taken where the turn was lost on the way', async () => {
    const uri = mongo.freshUri();
    const database = (await open(uri)).db();
    const turns = database.collection<{ _id: string; by: string; until: number }>('meta');
    const read = Object.getOwnPropertyDescriptor(Collection.prototype, 'indexes')
      ?.value as Collection['indexes'];
    vi.spyOn(Collection.prototype, 'indexes').mockImplementationOnce(async function (this: Collection) {
      const until = Date.now() + 3_600_000;
      await turns.updateOne({ _id: 'turn' }, { $set: { by: 'another', until } });
      const held: IndexDescriptionInfo[] = await read.call(this, {});
      return held;
    });
    onTestFinished(() => void vi.restoreAllMocks());
    let now = 0;
    const seen: number[] = [];
    await migrate(database, uri, {
      now: () => (now += 60_000),
      wait: async (_ms, signal) => {
        if (signal) return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
        seen.push(await versionOf(database, uri));
        await turns.deleteOne({ _id: 'turn' });
      },
    });
    expect(seen).toEqual([1]);
    expect(await versionOf(database, uri)).toBeGreaterThan(1);
  });

  it('write no weights over those of the process that has the turn now', async () => {
    const database = (await open(mongo.freshUri())).db();
    const days = database.collection<{ _id: string; quarters: object; weight?: number }>('days');
    const place = { day: 1, guildId: 'g', channelId: null };
    await days.insertOne({ _id: 'g/all/1', ...place, quarters: { 3: { negative: 2 } } });
    let isOurs = false;
    const keepTurn = () => (isOurs ? Promise.resolve() : Promise.reject(new Error('the turn is lost')));
    await expect(weights(database, keepTurn)).rejects.toThrow('the turn is lost');
    expect((await days.findOne())?.weight).toBeUndefined();
    isOurs = true;
    await weights(database, keepTurn);
    expect((await days.findOne())?.weight).toBe(128);
  });
});
