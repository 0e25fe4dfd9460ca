// The MongoDB store keeps the store's contract, with transactions and without.
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { storeContract } from '../contract/store/index.ts';
import { describeMongo } from '../support/mongo/describe.ts';

for (const topology of ['replica set', 'standalone'] as const) {
  describeMongo(`the MongoDB store on a ${topology}`, topology, (mongo) => {
    let uri = '';
    storeContract({
      open: (options) => openMongoStore((uri = mongo.freshUri()), options),
      reopen: (options) => openMongoStore(uri, options),
      runs: 4,
    });
  });
}
