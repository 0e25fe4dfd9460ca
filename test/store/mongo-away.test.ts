// A MongoDB that goes away and comes back: callers are told so by one class of error, and nothing is half written.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/store/errors.ts';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { DAY } from '../../src/mood/window.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { ever, idOf, judged, message, NOON, server, tag } from '../contract/store/fixtures.ts';

/** A way to the server that can be cut and mended. */
function wayTo(host: string, port: number) {
  const open = new Set<Socket>();
  const listener = createServer((near) => {
    const far = connect(port, host);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  });
  const mend = async (at = 0) => {
    listener.listen(at, '127.0.0.1');
    await once(listener, 'listening');
    return (listener.address() as AddressInfo).port;
  };
  const cut = async () => {
    listener.close();
    for (const socket of open) socket.destroy();
    await once(listener, 'close');
  };
  return { mend, cut };
}

describeMongo('a MongoDB server that goes away', 'standalone', (mongo) => {
  it('makes every operation fail with StoreUnavailableError, and works on when it is back', async () => {
    const direct = mongo.freshUri();
    const { hostname, port } = new URL(direct.replace('mongodb:', 'http:'));
    const way = wayTo(hostname, Number(port));
    const near = await way.mend();
    const uri = direct.replace(`${hostname}:${port}`, `127.0.0.1:${near}`);
    const store = await openMongoStore(uri, { storeContent: true, awayMs: 1_500 });
    await judged(store, message(1));

    await way.cut();
    const failures = await Promise.allSettled([
      store.messages.add([message(2)]),
      store.messages.tag([tag(idOf(1))]),
      store.messages.pending(10),
      store.buckets.counts(server, ever),
      store.claims.take('reply:1', NOON),
    ]);
    for (const failure of failures) {
      const reason: unknown = failure.status === 'rejected' ? failure.reason : null;
      expect(reason).toBeInstanceOf(StoreUnavailableError);
      expect((reason as Error).message).toMatch(/^MongoDB \(mongodb:\/\/127[^\n]+ does not answer \([^\n]+$/);
    }

    await way.mend(near);
    expect(await store.messages.add([message(2), message(3)])).toContain('3');
    await judged(store, message(4));
    expect((await store.buckets.counts(server, ever)).total).toBe(2);
    expect(await store.recount({ from: NOON - DAY, to: NOON + DAY }, false)).toEqual([]);
    await store.close();
    await way.cut();
  });
});
