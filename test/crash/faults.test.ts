// Faults around a running bot: its database goes away, the system stops it for a while, its session is lost.
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import type { BotProcess } from '../e2e/stage.ts';
import { HARBOUR } from '../support/localServer.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { prepareMongo, type PreparedMongo } from '../support/mongo/prepare.ts';
import { wayTo, type Way } from '../support/mongo/way.ts';
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
    await Promise.all(missed.map(scene.judged));
    await scene.answered(question.id);
    const { code } = await running.stop();
    expect(code).toBe(0);

    const store = open();
    await expectAll(store, [known, ...missed]);
    await store.close();
    expect(scene.answersTo(question.id)).toHaveLength(1);
  });
});

describeMongo('a bot whose MongoDB goes away for half a minute', 'replica set', () => {
  let server: PreparedMongo;
  let direct: string;
  let store: Store;
  let way: Way;
  let running: BotProcess;
  // A server of its own, since what is done to its transactions would hit those of other tests.
  beforeAll(async () => {
    server = await prepareMongo();
    if ('unavailable' in server.mongo) throw new Error(server.mongo.unavailable);
    direct = server.mongo.uri.replace(/(:\d+)\/?(?=\?|$)/, `$1/faults_${process.pid}`);
  });
  afterAll(() => server.stop());

  /** Cuts the connection and ends open transactions: MongoDB does it within a minute, SecantusDB never. */
  const goesAway = async () => {
    await way.cut();
    const client = new MongoClient(direct);
    await client.db('admin').command({ killAllSessions: [] });
    await client.close();
  };

  beforeEach(async () => {
    store = await openMongoStore(direct, { storeContent: true });
    await prepare(store);
    await store.settings.update(guildId.parse(HARBOUR.guild), (held) => ({
      ...held,
      reportChannelId: channelId.parse(HARBOUR.channels.moodReports),
      summarySchedule: '1 minute',
    }));
    way = await wayTo(direct);
    running = await scene.stage.start({ ...scene.env, MONGODB_URI: `${way.uri}&directConnection=true` });
  });
  afterEach(async () => {
    await store.close();
    await way.cut();
  });

  it('keeps what is written meanwhile, judges it and answers it when the database is back', async () => {
    const [known = ''] = await scene.writeMany('known', 1);
    await scene.judged(known);

    const cut = Date.now();
    await goesAway();
    const missed = await scene.writeMany('missed', 20);
    const question = await scene.ask();
    await running.said('waiting for the store');
    expect(Date.now() - cut).toBeGreaterThanOrEqual(30_000);
    await way.mend();
    await Promise.all(missed.map(scene.judged));
    await scene.answered(question.id);
    await running.stop();

    await expectAll(store, [known, ...missed]);
    expect(scene.answersTo(question.id)).toHaveLength(1);
  });

  it('is stopped within 2 seconds while the driver waits for it', async () => {
    await goesAway();
    await scene.writeMany('missed', 3);
    const { code, ms } = await running.stop();
    expect(running.output()).not.toMatch(/left behind|could not close/);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2000);
  });

  it('keeps its timetable, though it was about to be made', async () => {
    await goesAway();
    await running.said('waiting for the store');
    await way.mend();
    const [late = ''] = await scene.writeMany('late', 1);
    await scene.judged(late);
    await scene.seen.message((message) => summaryIn(message) !== undefined);
    await running.stop();
    const names = scene.seen.events.flatMap((event) =>
      event.type === 'message' ? (summaryIn(event.message) ?? []) : [],
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

/** The name of a summary, in its footer. */
const summaryIn = ({ author, embeds }: APIMessage) =>
  author.id === HARBOUR.bot ? /Summary [0-9A-Z]{4}/.exec(JSON.stringify(embeds))?.[0] : undefined;
