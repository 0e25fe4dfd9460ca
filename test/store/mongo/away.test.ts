// A MongoDB goes away and comes back. Callers get one class of error, and nothing is half written.
import { expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../src/store/errors.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { DAY } from '../../../src/mood/window.ts';
import { describeMongo } from '../../support/mongo/describe.ts';
import { wayTo } from '../../support/mongo/way.ts';
import { ever, idOf, judged, message, NOON, server, tag } from '../../contract/store/fixtures.ts';

describeMongo('a MongoDB server that goes away', 'standalone', (mongo) => {
  it('makes every operation fail with StoreUnavailableError, and works on when it is back', async () => {
    const way = await wayTo(mongo.freshUri());
    const store = await openMongoStore(way.uri, { storeContent: true, awayMs: 1_500 });
    await judged(store, message(1));

    await way.cut();
    const failures = await Promise.allSettled([
      store.intake.add([message(2)]),
      store.queue.tag([tag(idOf(1))]),
      store.queue.pending(10),
      store.buckets.counts(server, ever),
      store.claims.take('reply:1', NOON),
    ]);
    for (const failure of failures) {
      const reason: unknown = failure.status === 'rejected' ? failure.reason : null;
      expect(reason).toBeInstanceOf(StoreUnavailableError);
      expect((reason as Error).message).toMatch(/^MongoDB \(mongodb:\/\/127[^\n]+ does not answer \([^\n]+$/);
    }

    await way.mend();
    expect(await store.intake.add([message(2), message(3)])).toContain('3');
    await judged(store, message(4));
    expect((await store.buckets.counts(server, ever)).total).toBe(2);
    expect(await store.recount({ from: NOON - DAY, to: NOON + DAY }, false)).toEqual([]);
    await store.close();
    await way.cut();
  });
});
