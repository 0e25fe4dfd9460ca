// The contract of corrected verdicts: they live and die with their message, and change no count but that of kinds.
import { expect, it } from 'vitest';
import { guildId } from '../../../src/ids.ts';
import { DAY } from '../../../src/mood/window.ts';
import {
  ann,
  bob,
  complained,
  counts,
  ever,
  guild,
  idOf,
  judged,
  message,
  NOON,
  otherGuild,
  server,
} from './fixtures.ts';
import type { StoreUnderTest } from './index.ts';

export function correctionContract(test: StoreUnderTest): void {
  /** The corrected messages of the server, as "id label". */
  const corrected = async (window = ever, limit = 10) =>
    (await test.store().corrections.list(guild, window, limit)).map(
      ({ id, corrected: label }) => `${id} ${label}`,
    );

  it('keeps the right label beside the verdict, over restarts, and counts what was judged', async () => {
    const { corrections, messages, buckets } = test.store();
    await judged(test.store(), message(1), 'negative');
    expect(await corrections.set(idOf(1), 1, 'positive')).toBe(true);
    expect(await messages.get(idOf(1))).toMatchObject({
      verdict: { label: 'negative' },
      corrected: 'positive',
    });
    expect(await messages.recent(server, 5)).toMatchObject([{ corrected: 'positive' }]);
    expect(await buckets.counts(server, ever)).toEqual(counts(0, 0, 1));
    const again = await test.reopen({ storeContent: true });
    expect((await again.messages.get(idOf(1)))?.corrected).toBe('positive');
    await corrections.set(idOf(1), 1, 'neutral');
    expect(await corrected()).toEqual(['1 neutral']);
    expect(await corrections.set(idOf(1), 1, null)).toBe(true);
    expect((await messages.get(idOf(1)))?.corrected).toBeNull();
    expect(await corrected()).toEqual([]);
  });

  it('is refused where the message is not held, not judged, or was edited meanwhile', async () => {
    const { corrections, intake } = test.store();
    expect(await corrections.set(idOf(1), 1, 'positive')).toBe(false);
    await intake.add([message(1)]);
    expect(await corrections.set(idOf(1), 1, 'positive')).toBe(false);
    await judged(test.store(), message(2));
    expect(await corrections.set(idOf(2), 2, 'negative')).toBe(false);
    expect(await corrected()).toEqual([]);
  });

  it('lists and counts those of one server inside a window, newest first, at most as many as asked for', async () => {
    const { corrections } = test.store();
    for (const n of [1, 2, 3]) await judged(test.store(), message(n), 'negative');
    await judged(test.store(), message(4, { guildId: otherGuild }), 'negative');
    for (const n of [1, 3, 4]) await corrections.set(idOf(n), 1, 'neutral');
    expect(await corrected()).toEqual(['3 neutral', '1 neutral']);
    expect(await corrected(ever, 1)).toEqual(['3 neutral']);
    expect(await corrected({ from: NOON, to: NOON + 3_000 })).toEqual(['1 neutral']);
    expect(await corrections.count(guild, ever)).toBe(2);
    expect(await corrections.count(guild, { from: NOON, to: NOON + 3_000 })).toBe(1);
    expect(await corrections.count(guildId.parse('404'), ever)).toBe(0);
    expect(await corrected({ from: NOON + 3_000, to: NOON + 4_000 })).toEqual(['3 neutral']);
  });

  it('lists page after page, also where messages are of the same millisecond', async () => {
    const { corrections } = test.store();
    for (const n of [1, 2, 3, 4, 5]) {
      await judged(test.store(), message(n, { createdAt: NOON + (n === 5 ? 1 : 0) }), 'negative');
      await corrections.set(idOf(n), 1, 'neutral');
    }
    const pages: string[][] = [];
    for (let page = await corrections.list(guild, ever, 2); page.length > 0;) {
      pages.push(page.map(({ id }) => id));
      page = await corrections.list(guild, ever, 2, page.at(-1));
    }
    expect(pages).toEqual([['5', '4'], ['3', '2'], ['1']]);
  });

  it('goes when its message is edited, deleted, expires, or is erased with its author or server', async () => {
    const store = test.store();
    const correct = async (n: number, author = ann) => {
      await judged(store, message(n, { authorId: author }), 'negative');
      await store.corrections.set(idOf(n), 1, 'positive');
    };
    await correct(1);
    await store.intake.edit(idOf(1), 'other words');
    expect((await store.messages.get(idOf(1)))?.corrected).toBeNull();
    await correct(2);
    await store.intake.remove([idOf(2)]);
    await correct(3);
    await store.people.forget(guild, ann);
    await correct(4);
    await store.expire(NOON + 10_000, NOON + 10_000, 100);
    expect(await corrected()).toEqual([]);
    await correct(5, bob);
    expect(await corrected()).toEqual(['5 positive']);
    await store.eraseGuild(guild);
    expect(await corrected()).toEqual([]);
  });

  it('takes the kind of negativity away unless negative is right, and gives it back when it is taken back', async () => {
    const store = test.store();
    await complained(store, message(1), 'hostility');
    await complained(store, message(2), 'hostility');
    const seen = async () => [
      (await store.messages.get(idOf(1)))?.verdict?.kind,
      (await store.buckets.counts(server, ever)).kinds?.hostility,
      (await store.buckets.byChannel(guild, ever))[0]?.counts.kinds?.hostility,
      (await store.recount({ from: NOON - DAY, to: NOON + DAY }, false)).length,
    ];
    expect(await seen()).toEqual(['hostility', 2, 2, 0]);
    await store.corrections.set(idOf(1), 1, 'neutral');
    expect(await seen()).toEqual([undefined, 1, 1, 0]);
    await store.corrections.set(idOf(1), 1, 'positive');
    expect(await seen()).toEqual([undefined, 1, 1, 0]);
    await store.corrections.set(idOf(1), 1, null);
    expect(await seen()).toEqual(['hostility', 2, 2, 0]);
    await store.corrections.set(idOf(1), 1, 'negative');
    expect(await seen()).toEqual(['hostility', 2, 2, 0]);
    expect((await store.buckets.counts(server, ever)).negative).toBe(2);
    await store.corrections.set(idOf(2), 1, 'neutral');
    await store.intake.remove([idOf(2)]);
    expect(await seen()).toEqual(['hostility', 1, 1, 0]);
    await store.corrections.set(idOf(1), 1, 'neutral');
    await store.intake.edit(idOf(1), 'other words');
    expect(await seen()).toEqual([undefined, undefined, undefined, 0]);
  });

  it('stays while only the text of its message is forgotten', async () => {
    const store = test.store();
    await judged(store, message(1), 'negative');
    await store.corrections.set(idOf(1), 1, 'positive');
    await store.expire(NOON + 10_000, 0, 100);
    expect(await store.corrections.list(guild, ever, 5)).toMatchObject([
      { content: null, corrected: 'positive' },
    ]);
  });
}
