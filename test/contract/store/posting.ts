// The contract of claims and reports, which prevent double posts, and of settings.
import { expect, it } from 'vitest';
import { HOUR } from '../../../src/mood/window.ts';
import { DEFAULT_SETTINGS, guildSettings } from '../../../src/store/settings.ts';
import { channelId } from '../../../src/ids.ts';
import type { Report } from '../../../src/store/store.ts';
import type { StoreUnderTest } from './index.ts';
import { general, guild, idOf, message, NOON, otherGuild, random } from './fixtures.ts';

const ids = (count: number) => Array.from({ length: count }, (_, n) => String(100 + n));

/** Of an hour, waiting to be posted. */
const report = (hour: number): Report => ({
  guildId: guild,
  kind: 'summary',
  window: { from: NOON + hour * HOUR, to: NOON + (hour + 1) * HOUR },
  createdAt: NOON + (hour + 1) * HOUR,
  settledAt: null,
  messageId: null,
  reason: null,
});

export function postingContract(test: StoreUnderTest): void {
  it('gives a claim to one of many that take it at once', async () => {
    const { claims } = test.store();
    const taken = await Promise.all([1, 2, 3, 4].map((number) => claims.take('reply:1', NOON + number)));
    expect(taken.filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(new Set(taken.map(({ claim }) => claim.claimedAt)).size).toBe(1);
    expect(await claims.get('reply:1')).toMatchObject({ messageId: null, settled: false });
    expect(await claims.get('reply:2')).toBeNull();
  });

  it('lists open claims oldest first, and prunes only settled ones', async () => {
    const { claims } = test.store();
    for (const [index, key] of ['c', 'b', 'a'].entries()) await claims.take(key, NOON + index);
    await claims.settle('b', idOf(1_400_000_000_000_000_001n));
    await claims.settle('nobody has this', null);
    expect((await claims.unsettled()).map(({ key }) => key)).toEqual(['c', 'a']);
    expect(await claims.take('b', NOON + 9)).toEqual({
      claim: { key: 'b', claimedAt: NOON + 1, messageId: '1400000000000000001', settled: true },
      fresh: false,
    });
    await claims.settle('a', null);
    expect(await claims.get('a')).toMatchObject({ messageId: null, settled: true });
    expect(await claims.prune(NOON + 2)).toBe(1);
    expect(await claims.get('b')).toBeNull();
    expect(await claims.get('c')).not.toBeNull();
  });

  it('keeps one report a server, kind and window start: the first', async () => {
    const { reports } = test.store();
    const first = report(0);
    expect(await reports.latest(guild, 'summary')).toBeNull();
    expect(await reports.save(first)).toEqual(first);
    await reports.settle(first, { at: NOON + 2 * HOUR, messageId: idOf(77), reason: null });
    const posted = { ...first, settledAt: NOON + 2 * HOUR, messageId: '77' };
    expect(await reports.save({ ...first, createdAt: 0 })).toEqual(posted);
    const later = report(1);
    await reports.save(later);
    await reports.save({ ...report(2), guildId: otherGuild });
    await reports.save({ ...report(3), kind: 'daily' });
    await reports.save({ ...report(4), kind: 'role-2' });
    expect(await reports.latest(guild, 'role-2')).toEqual({ ...report(4), kind: 'role-2' });
    expect(await reports.latest(guild, 'role-1')).toBeNull();
    expect(await reports.latest(guild, 'summary')).toEqual(later);
  });

  it('tells which reports wait to be posted, oldest first', async () => {
    const { reports } = test.store();
    for (const hour of [2, 0, 1]) await reports.save(report(hour));
    await reports.save(report(3));
    await reports.settle(report(3), { at: NOON, messageId: null, reason: null });
    await reports.save({ ...report(0), kind: 'daily' });
    await reports.save({ ...report(0), guildId: otherGuild });
    expect(await reports.waiting(guild, 'summary')).toEqual([report(0), report(1), report(2)]);
    await reports.settle(report(1), { at: NOON, messageId: null, reason: 'refused' });
    await reports.settle(report(9), { at: NOON, messageId: null, reason: 'unknown' });
    expect(await reports.waiting(guild, 'summary')).toEqual([report(0), report(2)]);
  });

  it('tells which reports were given up since, and why, newest first', async () => {
    const { reports } = test.store();
    for (const hour of [0, 1, 2, 3, 4]) {
      const kind = hour === 2 ? 'daily' : 'summary';
      await reports.save({ ...report(hour), kind });
      const reason = hour === 3 ? null : `reason ${hour}`;
      await reports.settle({ ...report(hour), kind }, { at: NOON + hour, messageId: null, reason });
    }
    const elsewhere = { ...report(5), guildId: otherGuild };
    await reports.save(elsewhere);
    await reports.settle(elsewhere, { at: NOON + 5, messageId: null, reason: 'elsewhere' });
    const told = (await reports.givenUp(guild, NOON + 1, 9)).map(({ reason }) => reason);
    expect(told).toEqual(['reason 4', 'reason 2', 'reason 1']);
    expect(await reports.givenUp(guild, NOON, 2)).toHaveLength(2);
  });

  it('forgets reports by their age, settled or not', async () => {
    const { reports } = test.store();
    for (const hour of [0, 1, 2]) await reports.save(report(hour));
    await reports.settle(report(0), { at: NOON, messageId: idOf(1), reason: null });
    expect(await reports.prune(report(2).createdAt)).toBe(2);
    expect(await reports.prune(report(2).createdAt)).toBe(0);
    expect(await reports.waiting(guild, 'summary')).toEqual([report(2)]);
  });

  it('gives defaults until settings are written, and then those', async () => {
    const { settings } = test.store();
    expect(await settings.get(guild)).toEqual(DEFAULT_SETTINGS);
    expect(await settings.guilds()).toEqual([]);
    const mine = guildSettings.parse({
      reportChannelId: general,
      watch: { include: [random], exclude: [] },
      locale: 'zh-TW',
      roleJobs: [
        { slot: 2, role: 'summary', channelId: general, of: random, schedule: '1 hour', since: NOON },
      ],
      timeZone: 'Asia/Kathmandu',
    });
    await settings.update(guild, () => DEFAULT_SETTINGS);
    await settings.update(guild, () => mine);
    expect(await settings.get(guild)).toEqual(mine);
    expect(await settings.get(otherGuild)).toEqual(DEFAULT_SETTINGS);
    expect(await settings.guilds()).toEqual([guild]);
  });

  it('lets changes of settings at one moment all hold, from two connections', async () => {
    const other = await test.reopen({ storeContent: true });
    const stores = [test.store(), other] as const;
    const changes = ids(24).map((number, index) =>
      stores[index % 2]!.settings.update(guild, (held) => ({
        ...held,
        watch: { ...held.watch, include: [...held.watch.include, channelId.parse(number)] },
      })),
    );
    changes.push(test.store().settings.update(guild, (held) => ({ ...held, reactions: true })));
    changes.push(other.settings.update(guild, (held) => ({ ...held, locale: 'zh-CN' })));
    await Promise.all(changes);
    const { watch, reactions, locale } = await other.settings.get(guild);
    expect([...watch.include].sort()).toEqual(ids(24).sort());
    expect({ reactions, locale }).toEqual({ reactions: true, locale: 'zh-CN' });
  });

  it('lets the last change of a setting win, whole', async () => {
    const other = await test.reopen({ storeContent: true });
    const outcomes = await Promise.all(
      ids(12).map((number, index) =>
        (index % 2 === 0 ? other : test.store()).settings.update(guild, (held) => ({
          ...held,
          timeZone: number,
          summarySchedule: number,
        })),
      ),
    );
    const held = await test.store().settings.get(guild);
    expect(held.summarySchedule).toBe(held.timeZone);
    // Each change saw the one before it, so none was lost.
    const seen = outcomes.map(({ before }) => before.timeZone);
    expect(seen.sort()).toEqual(['UTC', ...ids(12).filter((number) => number !== held.timeZone)].sort());
  });

  it('writes no settings where a change changes nothing or is refused', async () => {
    const { settings } = test.store();
    expect((await settings.update(guild, (held) => held)).after).toEqual(DEFAULT_SETTINGS);
    const refusal = new Error('no');
    const refused = settings.update(guild, () => {
      throw refusal;
    });
    await expect(refused).rejects.toBe(refusal);
    expect(await settings.guilds()).toEqual([]);
  });

  it('holds everything when it is opened again', async () => {
    const { intake, claims } = test.store();
    await intake.add([message(1, { content: '持久' })]);
    await claims.take('reply:1', NOON);
    await test.store().close();
    const again = await test.reopen({ storeContent: true });
    expect((await again.queue.pending(5)).map(({ content }) => content)).toEqual(['持久']);
    expect(await again.claims.unsettled()).toHaveLength(1);
  });

  it('finishes what was asked before it was told to close, and refuses what comes after', async () => {
    const store = test.store();
    const added = store.intake.add([message(1)]);
    await store.close();
    expect(await added).toEqual(['1']);
    await expect(store.intake.add([message(2)])).rejects.toThrow();
    await store.close();
    const again = await test.reopen({ storeContent: true });
    expect(await again.queue.countPending()).toBe(1);
  });

  it('shows one connection what another wrote', async () => {
    const other = await test.reopen({ storeContent: true });
    await Promise.all([test.store().claims.take('a', NOON), other.claims.take('a', NOON)]);
    expect(await other.claims.unsettled()).toEqual(await test.store().claims.unsettled());
    expect(await other.claims.unsettled()).toHaveLength(1);
  });
}
