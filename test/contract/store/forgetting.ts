// The contract of forgetting: content expires, people opt out, servers are erased.
import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/mood/window.ts';
import { DEFAULT_SETTINGS } from '../../../src/store/settings.ts';
import type { StoreUnderTest } from './index.ts';
import {
  ann,
  bob,
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
} from './fixtures.ts';

export function forgettingContract(test: StoreUnderTest): void {
  it('keeps no content of judged or failed messages when told so', async () => {
    const { intake, queue, messages } = await test.open({ storeContent: false });
    await intake.add([message(1), message(2)]);
    expect((await messages.get(idOf(1)))?.content).toBe('message 1');
    await queue.tag([tag(idOf(1))]);
    await queue.fail([{ id: idOf(2), revision: 1, reason: 'x' }]);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'judged', content: null });
    expect(await messages.get(idOf(2))).toMatchObject({ status: 'failed', content: null });
    expect(await intake.edit(idOf(1), 'new text')).toBe(true);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'pending', content: 'new text' });
  });

  it('lets content expire, then rows, at most so many a call; buckets and authors stay', async () => {
    const { messages, buckets } = test.store();
    for (const number of [1, 2, 3]) {
      await judged(test.store(), message(number, { createdAt: NOON + number * DAY }));
    }
    const contentBefore = NOON + 3 * DAY;
    const rowsBefore = NOON + 2 * DAY;
    const touched = [];
    for (let call = 0; call < 4; call++) {
      touched.push(await test.store().expire(contentBefore, rowsBefore, 1));
    }
    expect(touched).toEqual([1, 1, 0, 0]);
    expect(await messages.get(idOf(1))).toBeNull();
    expect(await messages.get(idOf(2))).toMatchObject({ content: null, status: 'judged' });
    expect((await messages.get(idOf(3)))?.content).toBe('message 3');
    expect((await buckets.counts(server, ever)).total).toBe(3);
    const firstDay = { from: NOON + DAY, to: NOON + DAY + HOUR };
    expect(await buckets.authors(inGeneral, firstDay)).toBe(1);
  });

  it('gives up on a message whose content expired before it was judged', async () => {
    const { intake, queue, messages } = test.store();
    await intake.add([message(1)]);
    expect(await test.store().expire(NOON + DAY, 0, 10)).toBe(1);
    expect(await messages.get(idOf(1))).toMatchObject({ status: 'failed', content: null });
    expect(await queue.countPending()).toBe(0);
  });

  it('forgets a person in one server, buckets included, and takes nothing more of them', async () => {
    const { intake, messages, buckets, people } = test.store();
    await judged(test.store(), message(1), 'negative');
    await intake.add([message(2)]);
    await judged(test.store(), message(3, { authorId: bob }));
    await judged(test.store(), message(4, { guildId: otherGuild }));
    expect(await people.isOptedOut(guild, ann)).toBe(false);
    expect(await people.optOut(guild, ann)).toBe(2);
    expect(await people.optOut(guild, ann)).toBe(0);
    expect(await people.isOptedOut(guild, ann)).toBe(true);
    expect(await people.isOptedOut(otherGuild, ann)).toBe(false);
    expect(await people.messagesOf(guild, ann)).toEqual([]);
    expect(await buckets.counts(server, ever)).toEqual(counts(1, 0, 0));
    expect(await buckets.authors(server, { from: NOON - DAY, to: NOON + DAY })).toBe(1);
    expect(await buckets.authors(server, { from: NOON - 9 * DAY, to: NOON + DAY })).toBe(1);
    expect(await messages.get(idOf(4))).not.toBeNull();
    expect(await intake.add([message(5), message(6, { authorId: bob })])).toEqual(['6']);
    await people.optIn(guild, ann);
    expect(await people.isOptedOut(guild, ann)).toBe(false);
    expect(await intake.add([message(7)])).toEqual(['7']);
  });

  it('shows a person all that is held of them, oldest first, and forgets it on demand', async () => {
    const { intake, people } = test.store();
    await judged(test.store(), message(2, { channelId: random }));
    await intake.add([message(1), message(3, { authorId: bob })]);
    const held = await people.messagesOf(guild, ann);
    expect(held.map(({ id, status }) => [id, status])).toEqual([
      ['1', 'pending'],
      ['2', 'judged'],
    ]);
    expect(await people.countOf(guild, ann)).toBe(2);
    expect(await people.countOf(otherGuild, ann)).toBe(0);
    expect(await people.forget(guild, ann)).toBe(2);
    expect(await people.countOf(guild, ann)).toBe(0);
    expect(await people.isOptedOut(guild, ann)).toBe(false);
    expect(await people.forget(guild, ann)).toBe(0);
  });

  it('erases everything of a server and nothing of another', async () => {
    const store = test.store();
    for (const guildId of [guild, otherGuild]) {
      const number = guildId === guild ? 1 : 2;
      await judged(store, message(number, { guildId }));
      await store.settings.update(guildId, () => ({ ...DEFAULT_SETTINGS, locale: 'zh-CN' }));
      await store.claims.take(`notice:${guildId}`, NOON);
      const window = { from: NOON, to: NOON + HOUR };
      await store.reports.save({ guildId, kind: 'summary', window, createdAt: NOON });
      const evidence = {
        negative: 5,
        total: 9,
        expected: 1,
        interval: [0, 3] as const,
        authors: 3,
        since: NOON,
      };
      await store.incidents.open({ guildId, channelId: general, openedAt: NOON, evidence });
      await store.people.optOut(guildId, bob);
    }
    await store.eraseGuild(guild);
    expect(await store.settings.guilds()).toEqual([otherGuild]);
    expect(await store.messages.get(idOf(1))).toBeNull();
    expect(await store.buckets.rows(server, ever)).toEqual([]);
    expect(await store.buckets.authors(server, ever)).toBe(0);
    expect(await store.claims.get(`notice:${guild}`)).toBeNull();
    expect(await store.reports.latest(guild, 'summary')).toBeNull();
    expect(await store.incidents.openIn(guild)).toEqual([]);
    expect(await store.people.isOptedOut(guild, bob)).toBe(false);
    expect(await store.messages.get(idOf(2))).not.toBeNull();
    expect((await store.buckets.counts({ guildId: otherGuild, channelId: null }, ever)).total).toBe(1);
    expect(await store.claims.get(`notice:${otherGuild}`)).not.toBeNull();
    expect(await store.incidents.allOpen()).toHaveLength(1);
  });
}
