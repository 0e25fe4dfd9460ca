// The contract of buckets: sums at quarter edges, by channel, over years; authors.
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, QUARTER } from '../../../src/mood/window.ts';
import type { Verdict } from '../../../src/mood/verdict.ts';
import type { StoreUnderTest } from './index.ts';
import {
  ann,
  authorOf,
  bob,
  complained,
  counts,
  ever,
  general,
  guild,
  idOf,
  inGeneral,
  inRandom,
  judged,
  kinds,
  message,
  NOON,
  otherGuild,
  random,
  server,
  tag,
} from './fixtures.ts';

export function bucketContract(test: StoreUnderTest): void {
  it('answers with nothing where there is nothing', async () => {
    const { buckets } = test.store();
    expect(await buckets.counts(server, ever)).toEqual(counts(0, 0, 0));
    expect(await buckets.rows(inGeneral, ever)).toEqual([]);
    expect(await buckets.byChannel(guild, ever)).toEqual([]);
    expect(await buckets.authors(server, ever)).toBe(0);
    expect(await buckets.authors(server, { from: NOON, to: NOON + HOUR })).toBe(0);
  });

  it('sums by the hour what messages weigh as negative ones, as they come, change and go', async () => {
    const store = test.store();
    const say = async (number: number, negative: number, more: Partial<Verdict> = {}) => {
      await store.intake.add([message(number, { createdAt: NOON + number * 20 * MINUTE })]);
      const probabilities = { positive: 1 - negative, neutral: 0, negative };
      const given = { label: 'negative' as const, uncertain: false, probabilities, ...more };
      await store.queue.tag([tag(idOf(number), 'negative', { verdict: given })]);
    };
    await say(0, 0.625);
    await say(1, 0.9);
    await say(2, 0.9, { bare: true });
    await say(3, 0.9, { uncertain: true });
    const hours = () => store.buckets.weighed(inGeneral, ever);
    expect(await hours()).toEqual([
      { at: NOON, total: 3, negative: 1.5 },
      { at: NOON + HOUR, total: 1, negative: 0 },
    ]);
    expect(await store.buckets.weighed(server, { from: NOON, to: NOON + HOUR })).toHaveLength(1);
    expect((await store.messages.get(idOf(2)))?.verdict?.bare).toBe(true);
    expect(await store.recount({ from: NOON - DAY, to: NOON + DAY }, false)).toEqual([]);
    await store.intake.edit(idOf(1), 'calm words');
    await store.intake.remove([idOf(2)]);
    expect((await hours())[0]).toEqual({ at: NOON, total: 1, negative: 0.5 });
  });

  it('counts the kinds of negative messages, for the channel and the server, as they come, change and go', async () => {
    const store = test.store();
    await judged(store, message(1), 'negative');
    expect(await store.buckets.counts(server, ever)).not.toHaveProperty('kinds');
    await complained(store, message(2), 'complaint');
    await complained(store, message(3, { channelId: random }), 'hostility');
    await complained(store, message(4, { createdAt: NOON + DAY }), 'worry');
    await complained(store, message(5, { createdAt: NOON + DAY }), 'sadness');
    const all = { complaint: 1, hostility: 1, worry: 1, sadness: 1 };
    for (const to of [NOON + DAY + HOUR, NOON + 40 * DAY])
      expect((await store.buckets.counts(server, { from: NOON, to })).kinds).toEqual(all);
    expect((await store.buckets.counts(inRandom, ever)).kinds).toEqual(kinds({ hostility: 1 }));
    expect((await store.buckets.rows(server, { from: NOON, to: NOON + HOUR }))[0]?.counts).toEqual({
      ...counts(0, 0, 3),
      kinds: kinds({ complaint: 1, hostility: 1 }),
    });
    const channels = await store.buckets.byChannel(guild, ever);
    expect(channels.find(({ channelId }) => channelId === general)?.counts.kinds).toEqual({
      ...all,
      hostility: 0,
    });
    await store.intake.edit(idOf(2), 'calm words');
    await store.intake.remove([idOf(4)]);
    expect((await store.buckets.counts(server, ever)).kinds).toEqual(kinds({ hostility: 1, sadness: 1 }));
    await store.people.forget(guild, ann);
    expect(await store.buckets.counts(server, ever)).toEqual(counts(0, 0, 0));
  });

  it('counts no kinds of one person', async () => {
    const store = test.store();
    await complained(store, message(1), 'hostility');
    expect(await store.messages.countsOfAuthor(server, ann, ever)).toEqual(counts(0, 0, 1));
  });

  it('counts a message in the quarter-hour that holds it, to the millisecond', async () => {
    const { buckets } = test.store();
    const moments = [NOON - 1, NOON, NOON + QUARTER - 1, NOON + QUARTER];
    for (const [index, createdAt] of moments.entries()) {
      await judged(test.store(), message(index, { createdAt }));
    }
    expect(await buckets.counts(inGeneral, { from: NOON, to: NOON + QUARTER })).toEqual(counts(2, 0, 0));
    expect(await buckets.rows(inGeneral, { from: NOON - QUARTER, to: NOON + 2 * QUARTER })).toEqual([
      { at: NOON - QUARTER, counts: counts(1, 0, 0) },
      { at: NOON, counts: counts(2, 0, 0) },
      { at: NOON + QUARTER, counts: counts(1, 0, 0) },
    ]);
  });

  it('sums the quarter-hours that start inside the window, whatever its edges', async () => {
    const { buckets } = test.store();
    await judged(test.store(), message(1, { createdAt: NOON + MINUTE }));
    await judged(test.store(), message(2, { createdAt: NOON + QUARTER + MINUTE }), 'negative');
    expect(await buckets.counts(server, { from: NOON + 1, to: NOON + QUARTER + 1 })).toEqual(counts(0, 0, 1));
    expect(await buckets.counts(server, { from: NOON, to: NOON })).toEqual(counts(0, 0, 0));
    expect(await buckets.counts(server, { from: NOON + HOUR, to: NOON })).toEqual(counts(0, 0, 0));
  });

  it('sums windows of hours, days and years, in zones with half and quarter hours', async () => {
    const { buckets } = test.store();
    const zones = [0, 5.5 * HOUR, 5.75 * HOUR, -3.5 * HOUR];
    const midnight = NOON - 12 * HOUR;
    for (const [index, days] of [0, 1, 2, 40, 400].entries()) {
      await judged(test.store(), message(index, { createdAt: midnight + days * DAY + 6 * HOUR }));
    }
    for (const shift of zones) {
      const day = { from: midnight - shift, to: midnight - shift + DAY };
      expect((await buckets.counts(server, day)).total).toBe(1);
      expect((await buckets.counts(server, { from: day.from, to: day.from + 3 * DAY })).total).toBe(3);
      expect((await buckets.counts(server, { from: day.from, to: day.from + 399 * DAY })).total).toBe(4);
      expect((await buckets.counts(server, { from: day.from, to: day.from + 401 * DAY })).total).toBe(5);
    }
  });

  it('keeps channels apart and sums them for the server', async () => {
    const { buckets } = test.store();
    await judged(test.store(), message(1), 'negative', true);
    await judged(test.store(), message(2, { channelId: random }), 'neutral');
    await judged(test.store(), message(3, { guildId: otherGuild }));
    expect(await buckets.counts(inGeneral, ever)).toEqual(counts(0, 0, 1, 1));
    expect(await buckets.counts(inRandom, ever)).toEqual(counts(0, 1, 0));
    expect(await buckets.counts(server, ever)).toEqual(counts(0, 1, 1, 1));
    const byChannel = await buckets.byChannel(guild, ever);
    expect(byChannel.sort((a, b) => (a.channelId < b.channelId ? -1 : 1))).toEqual([
      { channelId: general, counts: counts(0, 0, 1, 1) },
      { channelId: random, counts: counts(0, 1, 0) },
    ]);
    expect(await buckets.byChannel(guild, { from: NOON - DAY, to: NOON })).toEqual([]);
  });

  it('counts authors exactly up to a day', async () => {
    const { buckets } = test.store();
    await judged(test.store(), message(1));
    await judged(test.store(), message(2));
    await judged(test.store(), message(3, { authorId: bob, channelId: random }));
    await test.store().intake.add([message(4, { authorId: authorOf(4) })]);
    const day = { from: NOON - 12 * HOUR, to: NOON + 12 * HOUR };
    expect(await buckets.authors(server, day)).toBe(2);
    expect(await buckets.authors(inGeneral, day)).toBe(1);
    await test.store().intake.remove([idOf(3)]);
    expect(await buckets.authors(server, day)).toBe(1);
  });

  it('estimates authors of longer windows, each once however many days they wrote on', async () => {
    const { intake, queue, buckets } = test.store();
    const days = [0, 1, 2];
    const written = days.flatMap((day) =>
      Array.from({ length: 20 }, (_, index) =>
        message(day * 20 + index, {
          authorId: index === 0 ? ann : authorOf(1_000 + day * 10 + index),
          createdAt: NOON + day * DAY + index,
        }),
      ),
    );
    await intake.add(written);
    await queue.tag(written.map(({ id }) => tag(id)));
    const distinct = new Set(written.map(({ authorId }) => authorId)).size;
    const estimate = await buckets.authors(server, { from: NOON - DAY, to: NOON + 3 * DAY });
    expect(estimate).toBe(distinct);
    expect(await buckets.authors(inRandom, { from: NOON - DAY, to: NOON + 3 * DAY })).toBe(0);
  });
}
