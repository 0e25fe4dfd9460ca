// What breaks around a bot that lives on: its database goes away, the system stops it, its session is lost.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guildId, messageId } from '../../src/ids.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { HARBOUR, openStage, type Stage } from '../e2e/stage.ts';
import type { TestServer } from '../llm/remote/server.ts';
import type { Stream } from '../preview/people.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { wayTo } from '../support/mongo/way.ts';
import { PRESET, startMind } from './mind.ts';

// The driver itself waits half a minute before it says that the database is away.
vi.setConfig({ testTimeout: 240_000 });

const { channels, people, bot } = HARBOUR;
let stage: Stage;
let mind: TestServer;
let seen: Stream;

beforeEach(async () => {
  [stage, mind] = await Promise.all([openStage(), startMind()]);
  seen = await stage.people.watch(people.mira);
});
afterEach(async () => {
  await stage.close();
  await mind.close();
});

const byMind = () => ({ MODEL: PRESET, LLM_URL: mind.url });

/** Verdicts are shown, so that the test knows of them. */
async function prepare(store: Store): Promise<void> {
  const guild = guildId.parse(HARBOUR.guild);
  await store.settings.update(guild, (held) => ({ ...held, reactions: true }));
}

const judged = (id: string) =>
  seen.next('reactions', ({ message }) => message.id === id && (message.reactions ?? []).length > 0);

async function writeMany(words: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await stage.people.post(people.yuki, channels.general, `${words} ${n}`);
    ids.push(id);
  }
  return ids;
}

const ask = () => stage.people.post(people.tomas, channels.general, `<@${bot}> how are you?`);
const answersTo = (id: string) =>
  seen.events.filter(
    (event) =>
      event.type === 'message' &&
      event.message.author.id === bot &&
      event.message.message_reference?.message_id === id,
  );
const answered = (id: string) =>
  seen.message(({ author, message_reference: to }) => author.id === bot && to?.message_id === id);

async function expectAll(store: Store, ids: readonly string[]): Promise<void> {
  const statuses = await Promise.all(
    ids.map(async (id) => (await store.messages.get(messageId.parse(id)))?.status),
  );
  expect(statuses).toEqual(ids.map(() => 'judged'));
  const to = Math.ceil(Date.now() / HOUR) * HOUR;
  expect(await store.recount({ from: to - DAY, to }, false)).toEqual([]);
}

describe('a bot that the system stopped for a while', () => {
  const open = () => openSqliteStore(join(stage.dataDir, 'barometer.sqlite'), { storeContent: true });

  it.each([
    ['its connection was cut', 'drop'],
    ['its session was ended', 'invalidate'],
  ] as const)('has every message and answers once, though %s meanwhile', async (_what, action) => {
    const first = open();
    await prepare(first);
    await first.close();
    const running = await stage.start(byMind());
    const [known = ''] = await writeMany('known', 1);
    await judged(known);

    running.child.kill('SIGSTOP');
    await stage.people.gateway(action);
    const missed = await writeMany('missed', 20);
    const question = await ask();
    running.child.kill('SIGCONT');
    await Promise.all([...missed, question.id].map(judged));
    await answered(question.id);
    const { code } = await running.stop();
    expect(code).toBe(0);

    const store = open();
    await expectAll(store, [known, ...missed, question.id]);
    await store.close();
    expect(answersTo(question.id)).toHaveLength(1);
  });
});

describeMongo('a bot whose MongoDB goes away', 'replica set', (mongo) => {
  it('keeps what is written meanwhile, judges it and answers it when the database is back', async () => {
    const direct = mongo.freshUri();
    const store = await openMongoStore(direct, { storeContent: true });
    await prepare(store);
    const way = await wayTo(direct);
    const running = await stage.start({ ...byMind(), MONGODB_URI: `${way.uri}&directConnection=true` });
    const [known = ''] = await writeMany('known', 1);
    await judged(known);

    await way.cut();
    const missed = await writeMany('missed', 20);
    const question = await ask();
    await running.said('waiting for the store');
    await way.mend();
    await Promise.all([...missed, question.id].map(judged));
    await answered(question.id);
    await running.stop();

    await expectAll(store, [known, ...missed, question.id]);
    expect(answersTo(question.id)).toHaveLength(1);
    await store.close();
    await way.cut();
  });
});
