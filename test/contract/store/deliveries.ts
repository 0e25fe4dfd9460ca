// The contract of the outbox.
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/mood/window.ts';
import { guild, NOON, otherGuild } from './fixtures.ts';
import type { StoreUnderTest } from './index.ts';

const delivery = (key: string, more: { guildId?: typeof guild; target?: string; at?: number } = {}) => ({
  key,
  guildId: guild,
  target: 'a1',
  letter: `{"title":"${key} 📉"}`,
  at: NOON,
  ...more,
});
const keys = (all: readonly { key: string }[]) => all.map(({ key }) => key);

export function deliveriesContract(test: StoreUnderTest): void {
  it('takes a delivery once, however often it is written', async () => {
    const { deliveries } = test.store();
    expect(await deliveries.add([delivery('a'), delivery('b')])).toBe(2);
    expect(await deliveries.add([delivery('b'), delivery('c')])).toBe(1);
    await deliveries.markArrived('c', NOON);
    expect(await deliveries.add([delivery('c')])).toBe(0);
    expect(keys(await deliveries.take(NOON, NOON + MINUTE, 9)).toSorted()).toEqual(['a', 'b']);
  });

  it('gives what is due, the longest due first, and to one taker until the time is over', async () => {
    const { deliveries } = test.store();
    await deliveries.add([
      delivery('late', { at: NOON + 2 }),
      delivery('early'),
      delivery('mid', { at: NOON + 1 }),
    ]);
    expect(await deliveries.nextDue()).toBe(NOON);
    expect(await deliveries.take(NOON + 1, NOON + MINUTE, 1)).toEqual([{ ...delivery('early'), tries: 0 }]);
    expect(keys(await deliveries.take(NOON + 1, NOON + MINUTE, 9))).toEqual(['mid']);
    expect(await deliveries.take(NOON + 1, NOON + MINUTE, 9)).toEqual([]);
    expect(await deliveries.nextDue()).toBe(NOON + 2);
    const later = await deliveries.take(NOON + MINUTE, NOON + HOUR, 9);
    expect(keys(later).toSorted()).toEqual(['early', 'late', 'mid']);
  });

  it('gives a process of a fleet the deliveries of its own servers alone', async () => {
    const { deliveries } = test.store();
    await deliveries.add([delivery('a', { at: NOON + 1 }), delivery('b', { guildId: otherGuild })]);
    expect(await deliveries.nextDue([guild])).toBe(NOON + 1);
    expect(await deliveries.nextDue([])).toBeNull();
    expect(keys(await deliveries.take(NOON + 1, NOON + MINUTE, 9, [guild]))).toEqual(['a']);
    expect(keys(await deliveries.take(NOON + 1, NOON + MINUTE, 9, [otherGuild]))).toEqual(['b']);
  });

  it('never hands one delivery to two takers at once', async () => {
    const { deliveries } = test.store();
    const other = (await test.reopen({ storeContent: true })).deliveries;
    await deliveries.add(Array.from({ length: 12 }, (_, n) => delivery(`k${n}`)));
    const taken = await Promise.all(
      [deliveries, other, deliveries].map((one) => one.take(NOON, NOON + MINUTE, 12)),
    );
    expect(keys(taken.flat()).toSorted()).toEqual(Array.from({ length: 12 }, (_, n) => `k${n}`).toSorted());
  });

  it('counts tries, and keeps what was given up with its reason', async () => {
    const { deliveries } = test.store();
    await deliveries.add([delivery('a'), delivery('b'), delivery('c', { guildId: otherGuild })]);
    await deliveries.take(NOON, NOON + MINUTE, 9);
    await deliveries.postpone('a', NOON + HOUR);
    expect(await deliveries.take(NOON + HOUR, NOON + 2 * HOUR, 1)).toMatchObject([{ key: 'b', tries: 0 }]);
    expect(await deliveries.take(NOON + HOUR, NOON + 2 * HOUR, 9)).toMatchObject([
      { key: 'c' },
      { key: 'a', tries: 1 },
    ]);
    await deliveries.bury('a', NOON + 2 * HOUR, 'it answers 404');
    await deliveries.bury('b', NOON + 3 * HOUR, '不存在');
    await deliveries.bury('c', NOON + 3 * HOUR, 'x');
    expect(await deliveries.nextDue()).toBeNull();
    expect(await deliveries.deadLetters(guild, 9)).toEqual([
      { ...delivery('b'), tries: 1, failedAt: NOON + 3 * HOUR, reason: '不存在' },
      { ...delivery('a'), tries: 2, failedAt: NOON + 2 * HOUR, reason: 'it answers 404' },
    ]);
    expect(keys(await deliveries.deadLetters(guild, 1))).toEqual(['b']);
  });

  it('brings a dead letter back for its own server alone', async () => {
    const { deliveries } = test.store();
    await deliveries.add([delivery('a')]);
    expect(await deliveries.revive(guild, 'a', NOON)).toBe(false);
    await deliveries.bury('a', NOON, 'gone');
    expect(await deliveries.revive(otherGuild, 'a', NOON)).toBe(false);
    expect(await deliveries.revive(guild, 'a', NOON + 5)).toBe(true);
    expect(await deliveries.deadLetters(guild, 9)).toEqual([]);
    expect(await deliveries.take(NOON + 5, NOON + HOUR, 9)).toEqual([{ ...delivery('a'), tries: 0 }]);
  });

  it('forgets letters of a target that is gone, and what settled long ago', async () => {
    const { deliveries } = test.store();
    const all = ['waits', 'died', 'old', 'stays'].map((key) => delivery(key));
    await deliveries.add([...all, delivery('other', { target: 'b2' })]);
    await deliveries.bury('died', NOON, 'x');
    await deliveries.markArrived('old', NOON);
    await deliveries.markArrived('stays', NOON + 2 * DAY);
    expect(await deliveries.dropTarget(guild, 'a1')).toBe(2);
    expect(await deliveries.deadLetters(guild, 9)).toEqual([]);
    expect(await deliveries.prune(NOON + DAY)).toBe(1);
    expect(await deliveries.add(all)).toBe(3);
    expect(keys(await deliveries.take(NOON, NOON + HOUR, 9)).toSorted()).toEqual([
      'died',
      'old',
      'other',
      'waits',
    ]);
  });

  it('erases the letters of a server with all else of it', async () => {
    const { deliveries } = test.store();
    await deliveries.add([delivery('a'), delivery('b'), delivery('c', { guildId: otherGuild })]);
    await deliveries.bury('b', NOON, 'x');
    await test.store().eraseGuild(guild);
    expect(await deliveries.deadLetters(guild, 9)).toEqual([]);
    expect(keys(await deliveries.take(NOON, NOON + HOUR, 9))).toEqual(['c']);
  });
}
