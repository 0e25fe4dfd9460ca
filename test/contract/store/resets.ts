// The contract of where conversations with the bot begin anew.
import { expect, it } from 'vitest';
import { channelId, snowflakeAt } from '../../../src/ids.ts';
import { DAY } from '../../../src/mood/window.ts';
import type { Talk } from '../../../src/store/store.ts';
import { ann, bob, general, guild, NOON, otherGuild, random } from './fixtures.ts';
import type { StoreUnderTest } from './index.ts';

const talk: Talk = { guildId: guild, channelId: general, userId: ann };
const direct: Talk = { guildId: null, channelId: channelId.parse('77'), userId: ann };

export function resetContract(test: StoreUnderTest): void {
  it('keeps the newest reset of one person in one channel, exactly, over restarts', async () => {
    const { resets } = test.store();
    expect(await resets.get(talk)).toBeNull();
    await resets.set(talk, '1444000000000000001');
    await resets.set(talk, '1444000000000000003');
    await resets.set(talk, '1444000000000000002');
    await resets.set(direct, '7');
    const again = (await test.reopen({ storeContent: true })).resets;
    expect(await again.get(talk)).toBe('1444000000000000003');
    expect(await again.get(direct)).toBe('7');
    expect(await again.get({ ...talk, userId: bob })).toBeNull();
    expect(await again.get({ ...talk, channelId: random, userId: bob })).toBeNull();
  });

  it('lists those of a person in a server', async () => {
    const { resets } = test.store();
    for (const one of [talk, { ...talk, channelId: random }, direct, { ...talk, userId: bob }]) {
      await resets.set(one, one === talk ? '5' : '1444000000000000001');
    }
    const held = await resets.of(guild, ann);
    expect(new Map(held.map((one) => [one.channelId, one.at]))).toEqual(
      new Map([
        [general, '5'],
        [random, '1444000000000000001'],
      ]),
    );
    expect(held).toHaveLength(2);
    expect(await resets.of(otherGuild, ann)).toEqual([]);
  });

  it('forgets resets by their age', async () => {
    const { resets } = test.store();
    await resets.set(talk, snowflakeAt(NOON - DAY));
    await resets.set(direct, snowflakeAt(NOON));
    expect(await resets.prune(NOON)).toBe(1);
    expect(await resets.prune(NOON)).toBe(0);
    expect(await resets.get(talk)).toBeNull();
    expect(await resets.get(direct)).toBe(snowflakeAt(NOON));
  });

  it.each(['forget', 'optOut'] as const)('erases them with what is held of a person: %s', async (how) => {
    const { resets, people } = test.store();
    const elsewhere: Talk = { guildId: otherGuild, channelId: random, userId: ann };
    const other: Talk = { ...talk, userId: bob };
    for (const one of [talk, elsewhere, other]) await resets.set(one, '5');
    await people[how](guild, ann);
    expect(await Promise.all([talk, elsewhere, other].map((one) => resets.get(one)))).toEqual([
      null,
      '5',
      '5',
    ]);
  });

  it('erases them with their server, and no others', async () => {
    const store = test.store();
    const { resets } = store;
    const elsewhere: Talk = { guildId: otherGuild, channelId: random, userId: bob };
    for (const one of [talk, elsewhere, direct]) await resets.set(one, '5');
    await store.eraseGuild(guild);
    expect(await Promise.all([talk, elsewhere].map((one) => resets.get(one)))).toEqual([null, '5']);
  });
}
