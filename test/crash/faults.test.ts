// What breaks around a bot that lives on: its database goes away, the system stops it, its session is lost.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { wayTo } from '../support/mongo/way.ts';
import { expectAll, openScene, prepare, type Scene } from './scene.ts';

// The driver itself waits half a minute before it says that the database is away.
vi.setConfig({ testTimeout: 240_000 });

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

describe('a bot that the system stopped for a while', () => {
  const open = () => openSqliteStore(join(scene.stage.dataDir, 'barometer.sqlite'), { storeContent: true });

  it.each([
    ['its connection was cut', 'drop'],
    ['its session was ended', 'invalidate'],
  ] as const)('has every message and answers once, though %s meanwhile', async (_what, action) => {
    const first = open();
    await prepare(first);
    await first.close();
    const running = await scene.stage.start(scene.env);
    const [known = ''] = await scene.writeMany('known', 1);
    await scene.judged(known);

    running.child.kill('SIGSTOP');
    await scene.stage.people.gateway(action);
    const missed = await scene.writeMany('missed', 20);
    const question = await scene.ask();
    running.child.kill('SIGCONT');
    await Promise.all([...missed, question.id].map(scene.judged));
    await scene.answered(question.id);
    const { code } = await running.stop();
    expect(code).toBe(0);

    const store = open();
    await expectAll(store, [known, ...missed, question.id]);
    await store.close();
    expect(scene.answersTo(question.id)).toHaveLength(1);
  });
});

describeMongo('a bot whose MongoDB goes away', 'replica set', (mongo) => {
  it('keeps what is written meanwhile, judges it and answers it when the database is back', async () => {
    const direct = mongo.freshUri();
    const store = await openMongoStore(direct, { storeContent: true });
    await prepare(store);
    const way = await wayTo(direct);
    const running = await scene.stage.start({
      ...scene.env,
      MONGODB_URI: `${way.uri}&directConnection=true`,
    });
    const [known = ''] = await scene.writeMany('known', 1);
    await scene.judged(known);

    await way.cut();
    const missed = await scene.writeMany('missed', 20);
    const question = await scene.ask();
    await running.said('waiting for the store');
    await way.mend();
    await Promise.all([...missed, question.id].map(scene.judged));
    await scene.answered(question.id);
    await running.stop();

    await expectAll(store, [known, ...missed, question.id]);
    expect(scene.answersTo(question.id)).toHaveLength(1);
    await store.close();
    await way.cut();
  });
});
