import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelId, guildId, messageId } from '../../src/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Stream } from 'local-discord/testing';
import { buttonsOf } from '../support/buttons.ts';
import { HARBOUR, openStage, type Stage } from './stage.ts';

const { channels, people, bot } = HARBOUR;
const scope = { guildId: guildId.parse(HARBOUR.guild), channelId: channelId.parse(channels.general) };
let stage: Stage;
let store: Store;
let seen: Stream;

beforeAll(async () => {
  stage = await openStage();
  await stage.start();
  await stage.command('settings', 'reactions', { state: 'on' });
  seen = await stage.people.watch(people.mira);
  store = openSqliteStore(join(stage.dataDir, 'barometer.sqlite'), { storeContent: true });
});
afterAll(async () => {
  await store.close();
  await stage.close();
});

/** Resolves when the bot has shown its verdict on the message. */
const awaitVerdict = (id: string, emoji?: string) =>
  seen.next(
    'reactions',
    ({ message }) =>
      message.id === id &&
      (message.reactions ?? []).some((shown) => emoji === undefined || shown.emoji.name === emoji),
  );

const day = () => ({ from: Date.now() - 86_400_000, to: Date.now() + 86_400_000 });

describe('judging', () => {
  it('stores a message with its label, probabilities, model and prompt version, and reacts to it', async () => {
    const posted = await stage.people.post(
      people.tomas,
      channels.general,
      'This is wonderful, I love it, thank you so much!',
    );
    await awaitVerdict(posted.id, '😄');
    const stored = await store.messages.get(messageId.parse(posted.id));
    expect(stored).toMatchObject({
      status: 'judged',
      authorId: people.tomas,
      verdict: { label: 'positive' },
    });
    expect(stored?.judgedBy?.model).toContain('smollm2');
    expect(stored?.judgedBy?.promptVersion).toMatch(/^[0-9a-f]{6,}\.[0-9a-f]{8}$/);
    const { positive, neutral, negative } = stored!.verdict!.probabilities;
    expect(positive + neutral + negative).toBeCloseTo(1, 5);
  });

  it('judges an edited message again and forgets a deleted one, buckets included', async () => {
    const posted = await stage.people.post(people.yuki, channels.general, 'This is great, I love it!');
    await awaitVerdict(posted.id);
    const before = await store.buckets.counts(scope, day());
    await stage.people.edit(people.yuki, posted, 'This is terrible, I hate it, worst update ever.');
    await awaitVerdict(posted.id, '😟');
    expect(await store.messages.get(messageId.parse(posted.id))).toMatchObject({
      revision: 2,
      verdict: { label: 'negative' },
    });
    expect((await store.buckets.counts(scope, day())).total).toBe(before.total);

    await stage.people.remove(people.yuki, posted);
    const marker = await stage.people.post(people.yuki, channels.general, 'What time is it?');
    await awaitVerdict(marker.id);
    expect(await store.messages.get(messageId.parse(posted.id))).toBeNull();
    expect((await store.buckets.counts(scope, day())).total).toBe(before.total);
  });

  it('leaves out bots, messages without words and private channels', async () => {
    const robot = await stage.people.addUser({ username: 'robot', guildIds: [HARBOUR.guild], isBot: true });
    const hidden = [
      await stage.people.post(robot, channels.general, 'Beep, I am a bot.'),
      await stage.people.post(people.tomas, channels.general, '', {
        files: [{ name: 'a.txt', contentType: 'text/plain', base64: 'aGk=' }],
      }),
      await stage.people.post(people.mira, channels.modAlerts, 'This one is private.'),
    ];
    const marker = await stage.people.post(people.tomas, channels.general, 'Just a normal message.');
    await awaitVerdict(marker.id);
    for (const { id } of hidden) expect(await store.messages.get(messageId.parse(id))).toBeNull();
  });

  it('stores nothing of a person who opted out, and forgets what it held', async () => {
    const person = await stage.people.addUser({ username: 'private', guildIds: [HARBOUR.guild] });
    const first = await stage.people.post(person, channels.general, 'I will regret writing this.');
    await awaitVerdict(first.id);
    const theirs = await stage.people.watch(person);
    await stage.people.run(person, channels.general, 'privacy', {}, { subcommands: ['opt-out'] });
    const button = `privacy-opt-out:${person}`;
    const question = await theirs.settled((shown) => buttonsOf(shown).includes(button));
    await stage.people.click(person, question, button);
    await theirs.settled(({ id, content }) => id === question.id && content.includes('deleted'));
    const second = await stage.people.post(person, channels.general, 'And this.');
    const marker = await stage.people.post(people.tomas, channels.general, 'Carry on.');
    await awaitVerdict(marker.id);
    for (const { id } of [first, second]) expect(await store.messages.get(messageId.parse(id))).toBeNull();
  });

  it('posted its notice once, and says how to opt out', async () => {
    const lines = await stage.people.read(people.tomas, channels.general, 100);
    const notices = lines.filter(
      ({ author, content }) => author.id === bot && content.includes('/privacy opt-out'),
    );
    expect(notices).toHaveLength(1);
  });
});
