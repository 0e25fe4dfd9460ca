import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageId } from '../../src/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { HARBOUR, LONG_WISH, openStage, runBot, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;
let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** Reads the store once, as another program would. */
async function readStored(id: string) {
  const store = openSqliteStore(join(stage.dataDir, 'barometer.sqlite'), { storeContent: true });
  try {
    return await store.messages.get(messageId.parse(id));
  } finally {
    await store.close();
  }
}

async function reactionsOn() {
  await stage.command('settings', 'reactions', { state: 'on' });
  const seen = await stage.people.watch(people.mira);
  return (id: string) =>
    seen.next('reactions', ({ message }) => message.id === id && (message.reactions ?? []).length > 0);
}

describe('stopping and starting', () => {
  it('exits 0 within 2 seconds of SIGTERM, in the middle of an answer, and finishes the answer after the next start', async () => {
    // Two threads wait for each other where other programs keep the processor busy.
    const first = await stage.start({ MODEL_THREADS: '1' });
    const seen = await stage.people.watch(people.tomas);
    const question = await stage.people.post(people.tomas, channels.general, `<@${bot}> ${LONG_WISH}`);
    const isAnswer = (id: string | undefined) => id === question.id;
    const begun = await seen.message(
      (message) => message.author.id === bot && isAnswer(message.message_reference?.message_id),
    );
    const { code, ms } = await first.stop();
    expect(code).toBe(0);
    expect(first.output()).not.toContain('left behind');
    expect(ms).toBeLessThan(2000);

    const before = seen.events.length;
    await stage.start();
    const grown = await seen.next(
      'edit',
      (event) => event.message.id === begun.id && seen.events.indexOf(event) >= before,
    );
    expect(grown.message.content).not.toBe('');
    const lines = await stage.people.read(people.tomas, channels.general);
    expect(
      lines.filter((line) => line.author.id === bot && isAnswer(line.message_reference?.message_id)),
    ).toHaveLength(1);
  });

  it('stops in order where Ctrl-C reaches it twice, as under barometer start', async () => {
    const first = await stage.start();
    first.child.kill('SIGINT');
    await first.said('stopping (SIGINT)');
    expect((await first.stop('SIGINT')).code).toBe(0);
    expect(first.output().split('stopping (')).toHaveLength(2);
  });

  it('loses nothing to kill -9: what was stored is judged, what was written meanwhile is read back, nothing is posted twice', async () => {
    const first = await stage.start();
    const judged = await reactionsOn();
    const known = await stage.people.post(people.tomas, channels.general, 'This is a lovely place.');
    await judged(known.id);
    const burst = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        stage.people.post(people.yuki, channels.general, `I am not happy with number ${n}, it is bad.`),
      ),
    );
    await first.stop('SIGKILL');
    // A process that is killed between a verdict and its reaction shows none later.
    const held = await Promise.all(burst.map(({ id }) => readStored(id)));
    const unread = burst.filter((_, n) => held[n]?.status !== 'judged');
    const away = await stage.people.post(people.lin, channels.general, 'I wrote this while you were away.');

    await stage.start();
    for (const { id } of [...unread, away]) await judged(id);
    const after = await Promise.all(burst.map(({ id }) => readStored(id)));
    expect(after.map((message) => message?.status)).toEqual(burst.map(() => 'judged'));
    expect(await readStored(away.id)).toMatchObject({ status: 'judged', authorId: people.lin });
    const lines = await stage.people.read(people.tomas, channels.general, 100);
    expect(
      lines.filter(({ author, content }) => author.id === bot && content.includes('/privacy opt-out')),
    ).toHaveLength(1);
  });

  it('refuses a second process on the same DATA_DIR in one line', async () => {
    await stage.start();
    const second = runBot(stage.env());
    expect(await second.ended()).toBe(1);
    expect(second.output()).toMatch(/is in use by another Barometer: stop it, or set DATA_DIR/);
    expect(second.output()).not.toMatch(/^\s+at /m);
  });

  it('posts the notice in a server it joins, and none again after a restart', async () => {
    const first = await stage.start();
    const seen = await stage.people.watch(people.mira);
    const guild = await stage.people.addGuild({
      name: 'Second',
      ownerId: people.mira,
      channels: [{ name: 'hall' }],
      preferredLocale: 'zh-CN',
    });
    const notice = await seen.message(
      ({ author, content }) => author.id === bot && content.includes('/隐私 退出'),
    );
    const { code } = await first.stop();
    expect(code).toBe(0);
    await stage.start();
    const hall = (await stage.people.state()).guilds
      .find(({ id }) => id === guild)!
      .channels.find(({ name }) => name === 'hall')!;
    const lines = await stage.people.read(people.mira, hall.id);
    expect(lines.filter(({ author }) => author.id === bot).map(({ id }) => id)).toEqual([notice.id]);
  });
});
