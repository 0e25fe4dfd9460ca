// The contract of reading judged messages back: newest first, by author, the newest of a channel.
import { expect, it } from 'vitest';
import { messageId } from '../../../src/ids.ts';
import type { StoreUnderTest } from './index.ts';
import {
  ann,
  bob,
  counts,
  ever,
  general,
  inGeneral,
  inRandom,
  judged,
  message,
  NOON,
  otherGuild,
  random,
  server,
} from './fixtures.ts';

export function readContract(test: StoreUnderTest): void {
  const ids = (messages: readonly { id: string }[]) => messages.map(({ id }) => id);

  it('reads judged messages newest first, by scope, author and window', async () => {
    const { intake, messages } = test.store();
    await judged(test.store(), message(1));
    await judged(test.store(), message(2, { authorId: bob }));
    await judged(test.store(), message(3, { channelId: random }));
    await judged(test.store(), message(4, { guildId: otherGuild }));
    await intake.add([message(5)]);
    expect(ids(await messages.recent(server, 10))).toEqual(['3', '2', '1']);
    expect(ids(await messages.recent(server, 2))).toEqual(['3', '2']);
    expect(ids(await messages.recent(inRandom, 10))).toEqual(['3']);
    expect(ids(await messages.recent(server, 10, { authorId: ann }))).toEqual(['3', '1']);
    expect(ids(await messages.recent(inGeneral, 10, { authorId: ann }))).toEqual(['1']);
    const window = { from: NOON + 1_000, to: NOON + 2_000 };
    expect(ids(await messages.recent(server, 10, { window }))).toEqual(['1']);
    expect(await messages.recent(server, 10, { window: { from: NOON, to: NOON } })).toEqual([]);
  });

  it('counts the judged messages of one author', async () => {
    const { intake, messages } = test.store();
    await judged(test.store(), message(1), 'negative', true);
    await judged(test.store(), message(2, { channelId: random }));
    await judged(test.store(), message(3, { authorId: bob }));
    await intake.add([message(4)]);
    expect(await messages.countsOfAuthor(server, ann, ever)).toEqual(counts(1, 0, 1, 1));
    expect(await messages.countsOfAuthor(inGeneral, ann, ever)).toEqual(counts(0, 0, 1, 1));
    const later = { from: NOON + 2_000, to: ever.to };
    expect(await messages.countsOfAuthor(server, ann, later)).toEqual(counts(1, 0, 0));
    expect(await messages.countsOfAuthor({ ...server, guildId: otherGuild }, ann, ever)).toEqual(
      counts(0, 0, 0),
    );
  });

  it('counts the messages that wait for a verdict, by channel, author and window', async () => {
    const { intake, queue, messages } = test.store();
    await judged(test.store(), message(1));
    const waits = [message(2), message(3, { authorId: bob }), message(4, { channelId: random })];
    await intake.add([...waits, message(5, { guildId: otherGuild }), message(6)]);
    await queue.fail([{ id: message(6).id, revision: 1, reason: 'a test' }]);
    const byChannel = async (window = ever, author?: typeof ann) =>
      Object.fromEntries(
        (await messages.waiting(server.guildId, window, author)).map(({ channelId, total }) => [
          channelId,
          total,
        ]),
      );
    expect(await byChannel()).toEqual({ [general]: 2, [random]: 1 });
    expect(await byChannel(ever, bob)).toEqual({ [general]: 1 });
    const { createdAt } = message(4);
    expect(await byChannel({ from: createdAt, to: createdAt + 1 })).toEqual({ [random]: 1 });
    expect(await byChannel({ from: 0, to: NOON })).toEqual({});
  });

  it('reads several messages at once, without those that are not held', async () => {
    const { intake, messages } = test.store();
    await judged(test.store(), message(1));
    await intake.add([message(2), message(3, { guildId: otherGuild })]);
    const found = await messages.among(['1', '3', '99'].map((id) => messageId.parse(id)));
    expect(ids(found).toSorted()).toEqual(['1', '3']);
    expect(found.find(({ id }) => id === '1')).toEqual(await messages.get(messageId.parse('1')));
    expect(await messages.among([])).toEqual([]);
  });

  it('knows the newest message of a channel, judged or not', async () => {
    const { intake, messages } = test.store();
    expect(await messages.newestId(general)).toBeNull();
    await judged(test.store(), message(7));
    await intake.add([message(8), message(9, { channelId: random })]);
    expect(await messages.newestId(general)).toBe('8');
  });
}
