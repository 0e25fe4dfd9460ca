// The MongoDB store fulfils the store's contract, with and without transactions.
import { MongoClient } from 'mongodb';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { general, random } from '../contract/store/fixtures.ts';
import { storeContract } from '../contract/store/index.ts';
import { describeMongo } from '../support/mongo/describe.ts';

for (const topology of ['replica set', 'standalone'] as const) {
  describeMongo(`the MongoDB store on a ${topology}`, topology, (mongo) => {
    let uri = '';
    storeContract({
      open: (options) => openMongoStore((uri = mongo.freshUri()), options),
      reopen: (options) => openMongoStore(uri, options),
      damage: async () => {
        const client = new MongoClient(uri);
        const days = client.db().collection<{ quarters: object; channelId: string | null }>('days');
        await days.updateMany(
          { channelId: null },
          { $inc: { positive: 2, worry: 1, 'quarters.48.positive': 2 } },
        );
        await days.updateMany({ channelId: general }, { $inc: { negative: 1 } });
        await days.deleteMany({ channelId: random });
        await client.close();
      },
      hasTransactions: topology === 'replica set',
      runs: 4,
    });
  });
}
