// The MongoDB store's errors for an address that it cannot use, and what it repairs when it opens.
import {
  Collection,
  MongoBulkWriteError,
  MongoClient,
  MongoNetworkError,
  type BulkWriteResult,
} from 'mongodb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { MongoAwayError, MongoUnusableError, StoreTooNewError } from '../../../src/store/errors.ts';
import { DAY } from '../../../src/mood/window.ts';
import { DEFAULT_SETTINGS } from '../../../src/store/settings.ts';
import { connect, storeErrorOf } from '../../../src/store/mongo/connection.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import type { Log } from '../../../src/log.ts';
import {
  counts,
  ever,
  guild,
  idOf,
  inGeneral,
  inRandom,
  judged,
  message,
  NOON,
  random,
  server,
  tag,
} from '../../contract/store/fixtures.ts';
import { describeMongo } from '../../support/mongo/describe.ts';

const options = { storeContent: true };
const failureOf = async (uri: string): Promise<Error> => {
  const failure: unknown = await openMongoStore(uri, options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MongoUnusableError);
  return failure as Error;
};

it.each([
  ['no scheme', 'localhost:27017'],
  ['another scheme', 'postgres://user:geheim@localhost/x'],
  ['a slash in the password', 'mongodb://user:ge/heim@localhost:27017/x'],
  ['a bad port', 'mongodb://user:geheim@localhost:99999999/x'],
  ['an unknown option', 'mongodb://user:geheim@localhost/x?nonsense=geheim'],
])('names a malformed address (%s) in one line without its password', async (_, uri) => {
  const { message: line } = await failureOf(uri);
  expect(line).toMatch(/^MONGODB_URI \([^\n]*is no MongoDB address[^\n]*$/);
  expect(line).not.toMatch(/heim/);
});

it('says within seconds that nobody answers, where, and what to do', async () => {
  const { message: line } = await failureOf('mongodb://user:geheim@127.0.0.1:1/x?appName=geheim');
  expect(line).toMatch(
    /^MONGODB_URI \(mongodb:\/\/127\.0\.0\.1:1\/x\) cannot be reached \([^\n]+\): start MongoDB[^\n]*$/,
  );
  expect(line).not.toContain('geheim');
}, 10_000);

it('a bulk write that a lost connection cut short is the server being away, not a failure of the write', () => {
  const lost = new MongoNetworkError('connection 3 to 127.0.0.1:27017 interrupted');
  const nothingWritten = Object.create(null) as BulkWriteResult;
  // As the driver makes it where the pool was cleared meanwhile: without any label.
  const cutShort = new MongoBulkWriteError(lost, nothingWritten);
  expect(storeErrorOf('mongodb://x', cutShort)).toBeInstanceOf(MongoAwayError);
  const refused = new MongoBulkWriteError({ message: 'no', code: 121 }, nothingWritten);
  expect(storeErrorOf('mongodb://x', refused)).toBe(refused);
});

describeMongo('a MongoDB server', 'replica set', (mongo) => {
  it('that refuses the login is told apart from one that is away', async () => {
    const { message: line } = await failureOf(mongo.freshUri().replace('//', '//nobody:geheim@'));
    expect(line).toMatch(/refused the login[^\n]*authSource/);
    expect(line).not.toContain('geheim');
  });

  it.each([
    ['', 'barometer'],
    ['test', 'test'],
  ])('keeps its data in the database that the address names: "%s" is %s', async (named, database) => {
    const uri = mongo.freshUri().replace(/\/[^/?]+(?=\?|$)/, `/${named}`);
    const connection = await connect(uri);
    expect(connection.database.databaseName).toBe(database);
    await connection.client.close();
  });

  it('with data of a newer release is refused', async () => {
    const uri = mongo.freshUri();
    await on(uri, async (client) => {
      const meta = client.db().collection<{ _id: string; version: number }>('meta');
      await meta.insertOne({ _id: 'schema', version: 99 });
    });
    await expect(openMongoStore(uri, options)).rejects.toThrow(StoreTooNewError);
  });

  it('with broken settings gives defaults and a warning', async () => {
    const uri = mongo.freshUri();
    await on(uri, async (client) => {
      const settings = client.db().collection<{ _id: string; settings: unknown }>('settings');
      await settings.insertOne({ _id: guild, settings: { locale: 'xx', timeZone: 'Asia/Tokyo' } });
    });
    const warned: unknown[] = [];
    const log = { warn: (facts: unknown) => warned.push(facts) } as unknown as Log;
    const store = await openMongoStore(uri, { ...options, log });
    expect(await store.settings.get(guild)).toEqual({ ...DEFAULT_SETTINGS, timeZone: 'Asia/Tokyo' });
    expect(warned).toEqual([{ guildId: guild, fields: ['locale'] }]);
    await store.close();
  });
});

describeMongo('a standalone MongoDB server', 'standalone', (mongo) => {
  it('is put right when it opens, where a crash left buckets half written', async () => {
    const uri = mongo.freshUri();
    const store = await openMongoStore(uri, options);
    await judged(store, message(1), 'negative', true);
    await judged(store, message(2, { channelId: random }));
    const { createdAt } = message(1);
    await store.close();
    await on(uri, async (client) => {
      // As if the process had died between the verdict of one, the deletion of two, and their buckets.
      await client
        .db()
        .collection('days')
        .updateMany({}, { $inc: { positive: 3, 'quarters.48.positive': 3 } });
      await client
        .db()
        .collection<{ _id: string }>('messages')
        .deleteOne({ _id: idOf(2).padStart(20, '0') });
      const quarter = Math.floor(createdAt / 900_000);
      const places = [inGeneral, inRandom].map((scope) => ({ ...scope, quarter }));
      await client
        .db()
        .collection<{ _id: string; places: unknown }>('intents')
        .insertOne({ _id: 'x', places });
    });
    const again = await openMongoStore(uri, options);
    expect(await again.buckets.counts(server, ever)).toEqual(counts(0, 0, 1, 1));
    expect(await again.buckets.counts(inGeneral, ever)).toEqual(counts(0, 0, 1, 1));
    expect(await again.buckets.rows(inRandom, ever)).toEqual([]);
    await again.close();
    await on(uri, async (client) => {
      expect(await client.db().collection('intents').countDocuments()).toBe(0);
    });
  });

  it('is put right with the next change, where the connection broke in the middle of one', async () => {
    const store = await openMongoStore(mongo.freshUri(), options);
    await judged(store, message(1), 'negative', true);
    await store.intake.add([message(2), message(3)]);
    const bulkWrite = Reflect.get<Collection, 'bulkWrite'>(Collection.prototype as Collection, 'bulkWrite');
    // Fails all three at once: a step that began after a failure would count again first, and change nothing.
    const reached: (() => void)[] = [];
    const cut = vi.spyOn(Collection.prototype, 'bulkWrite').mockImplementation(async function (
      this: Collection,
      ...given
    ) {
      if (this.collectionName !== 'days') return bulkWrite.apply(this, given);
      await new Promise<void>((fail) => {
        if (reached.push(fail) >= 3) for (const each of reached) each();
      });
      throw new MongoNetworkError('cut');
    });
    onTestFinished(() => cut.mockRestore());
    const breaking = [
      store.queue.tag([tag(idOf(2))]),
      store.intake.edit(idOf(1), 'other words'),
      store.queue.tag([tag(idOf(3), 'negative')]),
    ];
    const ends = await Promise.allSettled(breaking);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    cut.mockRestore();
    await Promise.all([judged(store, message(4)), judged(store, message(5, { channelId: random }))]);
    expect(await store.recount({ from: NOON - DAY, to: NOON + DAY }, false)).toEqual([]);
    expect((await store.buckets.counts(server, ever)).total).toBe(4);
    await store.close();
  });
});

async function on(uri: string, work: (client: MongoClient) => Promise<void>): Promise<void> {
  const client = new MongoClient(uri);
  try {
    await work(client);
  } finally {
    await client.close();
  }
}
