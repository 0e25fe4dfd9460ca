// The contract of a recount: it finds buckets that are wrong, repairs them if asked, and changes nothing else.
import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/mood/window.ts';
import type { Store } from '../../../src/store/store.ts';
import type { StoreUnderTest } from './index.ts';
import {
  counts,
  ever,
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

const around = { from: NOON - 3 * DAY, to: NOON + 3 * DAY };

async function fill(store: Store): Promise<void> {
  await judged(store, message(1), 'negative', true);
  await judged(store, message(2, { createdAt: NOON + HOUR }));
  await judged(store, message(3, { channelId: random }), 'neutral');
  await store.intake.add([message(4)]);
}

export function repairContract(test: StoreUnderTest): void {
  it('finds nothing where nothing is wrong', async () => {
    expect(await test.store().recount(around, true)).toEqual([]);
    await fill(test.store());
    expect(await test.store().recount(around, true)).toEqual([]);
    expect(await test.store().buckets.counts(server, ever)).toEqual(counts(1, 1, 1, 1));
  });

  it('tells what differs and changes nothing unless asked; repaired, it differs no more', async () => {
    const store = test.store();
    await fill(store);
    await test.damage();
    const found = await store.recount(around, false);
    expect(found).toContainEqual({
      scope: inRandom,
      grain: 'quarter',
      at: NOON,
      held: { ...counts(0, 0, 0), weight: 0 },
      counted: { ...counts(0, 1, 0), weight: 0 },
    });
    expect(found).toContainEqual({
      scope: server,
      grain: 'quarter',
      at: NOON,
      held: { ...counts(2, 1, 1, 1), weight: 0 },
      counted: { ...counts(0, 1, 1, 1), weight: 0 },
    });
    const day = found.find(({ scope, grain }) => grain === 'day' && scope.channelId === null);
    expect([day?.held.kinds, day?.counted.kinds]).toEqual([kinds({ worry: 1 }), undefined]);
    expect(found.some(({ scope, grain }) => grain === 'day' && scope.channelId === inGeneral.channelId)).toBe(
      true,
    );
    expect(await store.recount(around, true)).toEqual(found);
    expect(await store.recount(around, false)).toEqual([]);
    for (const [scope, right] of [
      [server, counts(1, 1, 1, 1)],
      [inGeneral, counts(1, 0, 1, 1)],
      [inRandom, counts(0, 1, 0)],
    ] as const) {
      expect(await store.buckets.counts(scope, ever)).toEqual(right);
      expect(await store.buckets.counts(scope, { from: NOON - DAY / 2, to: NOON + DAY / 2 })).toEqual(right);
    }
    expect(await store.buckets.rows(inRandom, ever)).toEqual([{ at: NOON, counts: counts(0, 1, 0) }]);
  });

  it('looks at one server alone where that is asked', async () => {
    const store = test.store();
    await fill(store);
    await judged(store, message(5, { guildId: otherGuild }));
    await test.damage();
    const all = await store.recount(around, false);
    const here = all.filter(({ scope }) => scope.guildId === guild);
    expect(here.length).toBeGreaterThan(0);
    expect(await store.recount(around, true, otherGuild)).toEqual(
      all.filter(({ scope }) => scope.guildId === otherGuild),
    );
    expect(await store.recount(around, false)).toEqual(here);
    expect(await store.recount(around, true, guild)).toEqual(here);
    expect(await store.recount(around, false)).toEqual([]);
  });

  it('leaves the hours alone that do not lie wholly inside the window, since their messages may have expired', async () => {
    const store = test.store();
    await fill(store);
    await store.expire(0, NOON + HOUR, 10);
    const before = await store.buckets.counts(server, ever);
    expect(await store.recount({ from: NOON + 1, to: NOON + 2 * HOUR }, true)).toEqual([]);
    expect(await store.buckets.counts(server, ever)).toEqual(before);
    expect(await store.recount({ from: NOON, to: NOON + 2 * HOUR }, true)).not.toEqual([]);
    expect(await store.buckets.counts(server, ever)).toEqual(counts(1, 0, 0));
  });

  if (!test.hasTransactions) return; // one process at a time: nobody may write meanwhile

  it('is right also while messages come, are judged and go', async () => {
    const store = test.store();
    await fill(store);
    await test.damage();
    const live = async (number: number) => {
      await judged(store, message(number, { createdAt: NOON + number * 60_000 }));
      if (number % 3 === 0) await store.intake.remove([idOf(number)]);
      if (number % 4 === 0 && (await store.intake.edit(idOf(number), 'other words'))) {
        await store.queue.tag([tag(idOf(number), 'negative', { revision: 2 })]);
      }
    };
    await Promise.all([
      store.recount(around, true),
      ...Array.from({ length: 12 }, (_, index) => live(10 + index)),
      store.recount(around, true),
    ]);
    expect(await store.recount(around, false)).toEqual([]);
    expect((await store.buckets.byChannel(guild, ever)).length).toBe(2);
  });
}
