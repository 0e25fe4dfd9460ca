// The contract of what a server announced.
import { expect, it } from 'vitest';
import { HOUR } from '../../../src/mood/window.ts';
import { guild, NOON, otherGuild } from './fixtures.ts';
import type { StoreUnderTest } from './index.ts';

export function eventContract(test: StoreUnderTest): void {
  it('lists what a server announced inside a window, newest first, and removes it there alone', async () => {
    const { events } = test.store();
    const add = (at: number, text: string, guildId = guild, lasts = 0) =>
      events.add({ guildId, at, text, lasts });
    const first = await add(NOON, 'v2.4 released');
    const second = await add(NOON + HOUR, '更新 2.5 😀');
    const third = await add(NOON + HOUR, 'a contest', guild, 2 * HOUR);
    await add(NOON, 'elsewhere', otherGuild);
    expect(first).toEqual({ id: first.id, guildId: guild, at: NOON, text: 'v2.4 released', lasts: 0 });
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
    const day = { from: NOON, to: NOON + 2 * HOUR };
    expect((await events.list(guild, day, 10)).map(({ at }) => at)).toEqual([NOON + HOUR, NOON + HOUR, NOON]);
    expect(await events.list(guild, { from: NOON, to: NOON + HOUR }, 10)).toEqual([first]);
    expect(await events.list(guild, day, 10)).toContainEqual({ ...third, lasts: 2 * HOUR });
    expect(await events.list(guild, day, 2)).toHaveLength(2);
    expect(await events.remove(otherGuild, first.id)).toBe(false);
    expect(await events.remove(guild, 'no such id')).toBe(false);
    expect(await events.remove(guild, first.id)).toBe(true);
    expect(await events.remove(guild, first.id)).toBe(false);
  });

  it('erases them with their server, and no others', async () => {
    const { events } = test.store();
    for (const guildId of [guild, otherGuild])
      await events.add({ guildId, at: NOON, text: 'a contest', lasts: 0 });
    await test.store().eraseGuild(guild);
    const day = { from: NOON, to: NOON + HOUR };
    expect(await events.list(guild, day, 10)).toEqual([]);
    expect(await events.list(otherGuild, day, 10)).toHaveLength(1);
  });
}
