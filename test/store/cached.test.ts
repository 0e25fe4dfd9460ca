import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guildId, userId } from '../../src/ids.ts';
import { withCache } from '../../src/store/cached.ts';
import { DEFAULT_SETTINGS } from '../../src/store/settings.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

const guild = guildId.parse('10');
const ann = userId.parse('20');
let directory: string;
let kept: Store;
let store: Store;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cached-'));
  kept = openSqliteStore(join(directory, 'store.db'), { storeContent: true });
  store = withCache(kept);
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

describe('the cache before the store', () => {
  it('shows a change of settings at once, and keeps it', async () => {
    expect(await store.settings.get(guild)).toEqual(DEFAULT_SETTINGS);
    expect(await store.settings.guilds()).toEqual([]);
    const changed = { ...DEFAULT_SETTINGS, locale: 'zh-TW' as const };
    await store.settings.update(guild, () => changed);
    expect(await store.settings.get(guild)).toEqual(changed);
    expect(await kept.settings.get(guild)).toEqual(changed);
    expect(await store.settings.guilds()).toEqual([guild]);
  });

  it('shows every one of the changes that were made at one moment', async () => {
    await Promise.all([
      store.settings.update(guild, (held) => ({ ...held, reactions: true })),
      store.settings.update(guild, (held) => ({ ...held, timeZone: 'Asia/Tokyo' })),
      store.settings.get(guild),
    ]);
    expect(await store.settings.get(guild)).toMatchObject({ reactions: true, timeZone: 'Asia/Tokyo' });
  });

  it('knows an opt-out from the moment it is asked for, and an opt-in too', async () => {
    expect(await store.people.isOptedOut(guild, ann)).toBe(false);
    await store.people.optOut(guild, ann);
    expect(await store.people.isOptedOut(guild, ann)).toBe(true);
    expect(await kept.people.isOptedOut(guild, ann)).toBe(true);
    await store.people.optIn(guild, ann);
    expect(await store.people.isOptedOut(guild, ann)).toBe(false);
  });

  it('forgets a server that is erased', async () => {
    await store.settings.update(guild, () => ({ ...DEFAULT_SETTINGS, reactions: true }));
    await store.people.optOut(guild, ann);
    await store.eraseGuild(guild);
    expect(await store.settings.get(guild)).toEqual(DEFAULT_SETTINGS);
    expect(await store.settings.guilds()).toEqual([]);
    expect(await store.people.isOptedOut(guild, ann)).toBe(await kept.people.isOptedOut(guild, ann));
  });

  it('keeps no reading that a change overtook', async () => {
    const late: (() => void)[] = [];
    let isSlow = true;
    // A reading leaves the database at once and arrives when the test lets it.
    const delayed = async <T>(reading: Promise<T>): Promise<T> => {
      const found = await reading;
      if (isSlow) await new Promise<void>((resolve) => late.push(resolve));
      return found;
    };
    const slow = withCache({
      ...kept,
      settings: { ...kept.settings, get: (id) => delayed(kept.settings.get(id)) },
      people: { ...kept.people, isOptedOut: (id, person) => delayed(kept.people.isOptedOut(id, person)) },
    });
    const readings = [slow.settings.get(guild), slow.people.isOptedOut(guild, ann)] as const;
    const changed = { ...DEFAULT_SETTINGS, reactions: true };
    await slow.settings.update(guild, () => changed);
    await slow.people.optOut(guild, ann);
    isSlow = false;
    for (const arrive of late) arrive();
    expect(await Promise.all(readings)).toEqual([changed, true]);
    expect(await slow.settings.get(guild)).toEqual(changed);
    expect(await slow.people.isOptedOut(guild, ann)).toBe(true);
  });
});
