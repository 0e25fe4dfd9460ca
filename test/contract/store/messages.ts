// The contract of messages: kept once, judged once, edited and deleted at any moment.
import { expect, it } from 'vitest';
import { INTENTS } from '../../../src/mood/intent.ts';
import { KINDS } from '../../../src/mood/kind.ts';
import type { StoreUnderTest } from './index.ts';
import {
  counts,
  ever,
  general,
  guild,
  idOf,
  inGeneral,
  judged,
  message,
  NOON,
  otherGuild,
  random,
  server,
  tag,
  verdict,
} from './fixtures.ts';

export function messageContract(test: StoreUnderTest): void {
  const ids = (messages: readonly { id: string }[]) => messages.map(({ id }) => id);

  it('keeps a new message as pending, and gives it back as it was', async () => {
    const { intake, messages } = test.store();
    expect(await intake.add([message(1)])).toEqual(['1']);
    expect(await messages.get(idOf(1))).toEqual({
      ...message(1),
      revision: 1,
      status: 'pending',
      verdict: null,
      corrected: null,
      failure: null,
      judgedBy: null,
    });
    expect(await messages.get(idOf(2))).toBeNull();
  });

  it('gives a verdict back with the model, the prompt version and the moment that it came from', async () => {
    const { intake, queue, messages } = test.store();
    await intake.add([message(1)]);
    const given = tag(idOf(1), 'negative', { truncated: true });
    await queue.tag([given]);
    const { model, promptVersion, judgedAt } = given;
    expect((await messages.get(idOf(1)))?.judgedBy).toEqual({
      model,
      promptVersion,
      judgedAt,
      truncated: true,
    });
    await intake.edit(idOf(1), 'other words');
    expect((await messages.get(idOf(1)))?.judgedBy).toBeNull();
  });

  it.each([...INTENTS, undefined])('keeps with the verdict what the message is for: %s', async (intent) => {
    const { intake, queue, messages } = test.store();
    const kept = KINDS.map((kind, n) => ({
      id: idOf(n),
      verdict: { ...verdict('negative', n === 1), ...(intent && { intent, kind }) },
    }));
    await intake.add(kept.map((_, n) => message(n)));
    await queue.tag(kept.map((one) => tag(one.id, 'negative', one)));
    for (const one of kept) expect((await messages.get(one.id))?.verdict).toEqual(one.verdict);
  });

  it('leaves a message that is held already as it is, also within one call', async () => {
    const { intake, messages } = test.store();
    await intake.add([message(1)]);
    const again = message(1, { content: 'another text' });
    expect(await intake.add([again, message(2), message(2)])).toEqual(['2']);
    expect((await messages.get(idOf(1)))?.content).toBe('message 1');
    expect(await intake.add([])).toEqual([]);
  });

  it('gives a message to one of two that add it at once', async () => {
    const { intake, queue } = test.store();
    const all = Array.from({ length: 8 }, (_, index) => message(index));
    const added = await Promise.all([intake.add(all), intake.add(all), intake.add(all)]);
    expect(added.flat().sort()).toEqual(ids(all).sort());
    expect(await queue.countPending()).toBe(8);
  });

  it('keeps emoji, four-byte characters, line ends and 2,000 characters', async () => {
    const { intake, queue } = test.store();
    const texts = [
      '👩‍👩‍👧‍👦 𝕬𝖇𝖈 🏳️‍🌈',
      '今天的服务器太慢了😡',
      'a\r\n\tb',
      '𠮷'.repeat(1_000),
      '',
      'ü'.normalize('NFD'),
    ];
    await intake.add(texts.map((content, index) => message(index, { content })));
    const held = await queue.pending(10);
    expect(held.map(({ content }) => content)).toEqual(texts);
  });

  it('keeps every digit of large snowflakes, and orders ids of different lengths as numbers', async () => {
    const { intake, queue, messages } = test.store();
    const numbers = [9n, 10n, 99_999n, 1_399_999_999_999_999_999n, 1_400_000_000_000_000_001n];
    const createdAt = NOON;
    await intake.add([...numbers].reverse().map((number) => message(number, { createdAt })));
    expect(ids(await queue.pending(10))).toEqual(numbers.map(String));
    expect(ids(await queue.pending(2, idOf(9)))).toEqual(['10', '99999']);
    await queue.tag(numbers.map((number) => tag(idOf(number))));
    expect(ids(await messages.recent(server, 10))).toEqual(numbers.map(String).reverse());
    expect(await messages.newestId(general)).toBe('1400000000000000001');
  });

  it('pages through pending messages, also after one that is gone', async () => {
    const { intake, queue } = test.store();
    await intake.add([1, 2, 3, 4].map((number) => message(number)));
    await intake.remove([idOf(2)]);
    expect(ids(await queue.pending(1))).toEqual(['1']);
    expect(ids(await queue.pending(5, idOf(2)))).toEqual(['3', '4']);
    expect(await queue.countPending()).toBe(3);
  });

  it('tells what waits in some guilds, as a process of a fleet asks', async () => {
    const { intake, queue } = test.store();
    const elsewhere = { guildId: otherGuild };
    await intake.add([message(1), message(2, elsewhere), message(3), message(4, elsewhere)]);
    expect(ids(await queue.pending(5, undefined, [otherGuild]))).toEqual(['2', '4']);
    expect(ids(await queue.pending(1, undefined, [otherGuild]))).toEqual(['2']);
    expect(ids(await queue.pending(5, idOf(2), [guild, otherGuild]))).toEqual(['3', '4']);
    expect(await queue.pending(5, undefined, [])).toEqual([]);
    await queue.tag([tag(idOf(2))]);
    expect(await queue.countPending([otherGuild])).toBe(1);
    expect(await queue.countPending([])).toBe(0);
    expect(await queue.countPending()).toBe(3);
  });

  it('takes a verdict once', async () => {
    const { intake, queue, messages, buckets } = test.store();
    await intake.add([message(1), message(2)]);
    const first = tag(idOf(1), 'negative', { verdict: verdict('negative', true) });
    expect(await queue.tag([first, tag(idOf(2)), tag(idOf(3))])).toEqual(['1', '2']);
    expect(await queue.tag([tag(idOf(1), 'positive')])).toEqual([]);
    const held = await messages.get(idOf(1));
    expect(held?.status).toBe('judged');
    expect(held?.verdict).toEqual(verdict('negative', true));
    expect(await buckets.counts(inGeneral, ever)).toEqual(counts(1, 0, 1, 1));
    expect(await queue.countPending()).toBe(0);
  });

  it('lets one of two judges have a message, and counts it once', async () => {
    const { intake, queue, buckets } = test.store();
    await intake.add([message(1), message(2)]);
    const tags = [tag(idOf(1)), tag(idOf(2))];
    const took = await Promise.all([queue.tag(tags), queue.tag(tags)]);
    expect(took.flat().sort()).toEqual(['1', '2']);
    expect(await buckets.counts(server, ever)).toEqual(counts(2, 0, 0));
  });

  it('refuses a verdict on a text that was edited since', async () => {
    const { intake, queue, messages, buckets } = test.store();
    await intake.add([message(1)]);
    expect(await intake.edit(idOf(1), 'changed')).toBe(true);
    expect(await queue.tag([tag(idOf(1))])).toEqual([]);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'pending', revision: 2, content: 'changed' });
    expect(await queue.tag([tag(idOf(1), 'neutral', { revision: 2 })])).toEqual(['1']);
    expect(await buckets.counts(server, ever)).toEqual(counts(0, 1, 0));
  });

  it('takes an edited message out of its buckets until it is judged again', async () => {
    const { intake, queue, messages, buckets } = test.store();
    await judged(test.store(), message(1), 'negative');
    expect(await intake.edit(idOf(1), 'kinder')).toBe(true);
    expect(await buckets.rows(inGeneral, ever)).toEqual([]);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'pending', verdict: null, revision: 2 });
    await queue.tag([tag(idOf(1), 'positive', { revision: 2 })]);
    expect(await buckets.counts(inGeneral, ever)).toEqual(counts(1, 0, 0));
  });

  it('says that nothing changed when an edit brings the same text, or the message is not held', async () => {
    const { intake, messages } = test.store();
    await judged(test.store(), message(1));
    expect(await intake.edit(idOf(1), 'message 1')).toBe(false);
    expect(await intake.edit(idOf(2), 'x')).toBe(false);
    expect((await messages.get(idOf(1)))?.revision).toBe(1);
  });

  it('forgets a deleted message and its share of the buckets, also while it is being judged', async () => {
    const { intake, queue, messages, buckets } = test.store();
    await judged(test.store(), message(1));
    await intake.add([message(2)]);
    expect(await intake.remove([idOf(1), idOf(2), idOf(3)])).toBe(2);
    expect(await queue.tag([tag(idOf(2))])).toEqual([]);
    expect(await messages.get(idOf(1))).toBeNull();
    expect(await buckets.rows(server, ever)).toEqual([]);
    expect(await intake.remove([idOf(1)])).toBe(0);
  });

  it('never counts a message twice or below nothing when edit, delete and verdict come at once', async () => {
    const { intake, queue, messages, buckets } = test.store();
    await judged(test.store(), message(1));
    await intake.add([message(2)]);
    await Promise.all([
      intake.remove([idOf(1)]),
      intake.edit(idOf(1), 'late'),
      intake.remove([idOf(1)]),
      queue.tag([tag(idOf(2), 'negative')]),
      intake.edit(idOf(2), 'later'),
    ]);
    const two = await messages.get(idOf(2));
    expect(two?.revision).toBe(2);
    expect(await buckets.counts(server, ever)).toEqual(counts(0, 0, 0));
  });

  it('forgets a whole channel and leaves the others', async () => {
    const { intake, messages, buckets } = test.store();
    await judged(test.store(), message(1), 'negative');
    await judged(test.store(), message(2, { channelId: random }));
    await intake.add([message(3)]);
    expect(await intake.removeChannel(guild, general)).toBe(2);
    expect(await intake.removeChannel(guild, general)).toBe(0);
    expect(await messages.newestId(general)).toBeNull();
    expect(await buckets.counts(inGeneral, ever)).toEqual(counts(0, 0, 0));
    expect(await buckets.counts(server, ever)).toEqual(counts(1, 0, 0));
  });

  it('marks a failure with its reason; a later verdict on the same text still counts', async () => {
    const { intake, queue, messages, buckets } = test.store();
    await intake.add([message(1), message(2)]);
    const failure = (id: number, revision: number) => ({ id: idOf(id), revision, reason: 'too odd' });
    await queue.fail([failure(1, 1), failure(2, 7), failure(3, 1)]);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'failed', failure: 'too odd' });
    expect(await messages.get(idOf(2))).toMatchObject({ status: 'pending', failure: null });
    expect(ids(await queue.pending(10))).toEqual(['2']);
    expect(await queue.tag([tag(idOf(1))])).toEqual(['1']);
    await queue.fail([failure(1, 1)]);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'judged', failure: null });
    expect(await buckets.counts(server, ever)).toEqual(counts(1, 0, 0));
  });
}
