import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId } from '../../src/ids.ts';
import { withCache } from '../../src/store/cached.ts';
import { partOf } from '../../src/store/part.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { general, guild, message, NOON, otherGuild, random } from '../contract/store/fixtures.ts';

let whole: Store;
let part: Store;

beforeEach(() => {
  whole = openSqliteStore(':memory:', { storeContent: true });
  part = partOf(withCache(whole), (id) => id === guild);
});
afterEach(() => whole.close());

const ids = (messages: readonly { id: string }[]) => messages.map(({ id }) => id);

describe('a part of the fleet', () => {
  it('judges what waits in its own servers, also before they have settings, and leaves the rest waiting', async () => {
    await whole.intake.add([message(1, { guildId: otherGuild }), message(2, { guildId: otherGuild })]);
    expect(await part.queue.pending(10)).toEqual([]);
    await part.intake.add([message(3)]);
    expect(ids(await part.queue.pending(10))).toEqual(['3']);
    expect(await part.queue.countPending()).toBe(1);
    expect(await whole.queue.countPending()).toBe(3);
  });

  it('takes up what an earlier process left waiting in its servers', async () => {
    await whole.settings.update(guild, () => DEFAULT_SETTINGS);
    await whole.intake.add([message(1), message(2, { guildId: otherGuild }), message(3)]);
    expect(ids(await part.queue.pending(10))).toEqual(['1', '3']);
    expect(ids(await part.queue.pending(1))).toEqual(['1']);
  });

  it('knows the servers it serves, and the incidents open there', async () => {
    for (const id of [guild, otherGuild]) await whole.settings.update(id, () => DEFAULT_SETTINGS);
    expect(await part.settings.guilds()).toEqual([guild]);
    const evidence = {
      negative: 9,
      total: 10,
      expected: 2,
      interval: [1, 4] as [number, number],
      authors: 4,
      since: NOON,
    };
    const opened = { openedAt: NOON, evidence };
    await whole.incidents.open({ guildId: guild, channelId: general, ...opened });
    await whole.incidents.open({ guildId: otherGuild, channelId: random, ...opened });
    expect((await part.incidents.allOpen()).map((incident) => incident.guildId)).toEqual([guild]);
    expect(await part.incidents.openIn(guildId.parse(otherGuild))).toHaveLength(1);
  });
});
