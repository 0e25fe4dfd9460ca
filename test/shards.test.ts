import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guildId, snowflakeAt, type GuildId } from '../src/ids.ts';
import { servesOf, shardOf, shardsText } from '../src/shards.ts';

const guild = guildId.parse('197038439483310086');

describe('SHARDS', () => {
  it('is auto, one shard of a fleet, or a run of them', () => {
    expect(shardsText.parse('auto')).toBe('auto');
    expect(shardsText.parse('2/8')).toEqual({ ids: [2], count: 8 });
    expect(shardsText.parse('0-3/8')).toEqual({ ids: [0, 1, 2, 3], count: 8 });
  });

  it.each(['', 'all', '8/8', '0-8/8', '3-1/8', '0/0', '-1/8', '0-3', '0,1/8', '1.5/8', '0/99999'])(
    'is refused as "%s", with an example of what to write',
    (text) => {
      expect(shardsText.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
        'write auto, or shards counted from 0 and how many there are in all, such as 0-3/8 or 2/8',
      ]);
    },
  );
});

describe('a server', () => {
  it('lives on the shard that Discord puts it on', () => {
    expect(shardOf(guild, 1)).toBe(0);
    // (id >> 22) % count by hand: the id was made in millisecond 46977624770, which is 2 past a multiple of 8.
    expect(shardOf(guild, 8)).toBe(2);
  });

  it('is served by one process of a fleet that covers all shards, and so are direct messages', () => {
    const anyGuild = fc
      .integer({ min: 1_420_070_400_000, max: 4_102_444_800_000 })
      .map((at) => snowflakeAt(at) as GuildId);
    const place = fc.option(anyGuild, { nil: null });
    const fleet = fc
      .integer({ min: 2, max: 64 })
      .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count - 1 })));
    fc.assert(
      fc.property(place, fleet, (id, [count, cut]) => {
        const parts = [`0-${cut - 1}/${count}`, `${cut}-${count - 1}/${count}`];
        const serving = parts.filter((text) => servesOf(shardsText.parse(text))(id));
        expect(serving).toHaveLength(1);
      }),
    );
    expect(servesOf('auto')(guild)).toBe(true);
    expect(servesOf(shardsText.parse('0-3/8'))(null)).toBe(true);
    expect(servesOf(shardsText.parse('4-7/8'))(null)).toBe(false);
  });
});
