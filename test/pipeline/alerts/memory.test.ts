// The watcher's memory of a channel is always the same as one rebuilt from the store, after edits, starts and idle hours.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, messageId, snowflakeAt, userId, type MessageId } from '../../../src/ids.ts';
import { HOUR } from '../../../src/mood/window.ts';
import { createStates } from '../../../src/pipeline/alerts/states.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { begin, closeTown, guild, openTown, rewrite, see, town, wave } from './town.ts';

beforeEach(openTown);
afterEach(closeTown);

describe('the watcher’s memory', () => {
  it('counts a message that was edited before its first verdict', async () => {
    town.store = openSqliteStore(join(town.directory, 'edited.sqlite'), { storeContent: true });
    const watcher = begin();
    const calm = await wave('77', 1);
    await see(watcher, calm[0]!.id);
    const angry: MessageId[] = [];
    for (let n = 0; n < 14; n += 1) {
      town.now += 1000;
      const id = messageId.parse((BigInt(snowflakeAt(town.now)) + BigInt(n)).toString());
      const place = { guildId: guild, channelId: channelId.parse('77'), createdAt: town.now };
      await town.store.intake.add([
        { id, ...place, authorId: userId.parse(`9${n % 5}`), content: 'at first' },
      ]);
      await rewrite((await town.store.messages.get(id))!, 'negative');
      angry.push(id);
    }
    for (const id of angry) await see(watcher, id);
    expect(await town.store.incidents.allOpen()).toHaveLength(1);
    await town.store.close();
  });

  it('counts an edited message once, by what it says now', async () => {
    town.store = openSqliteStore(join(town.directory, 'again.sqlite'), { storeContent: true });
    const watcher = begin();
    const angry = await wave('77', 7);
    for (const { id } of angry) await see(watcher, id);
    for (const message of angry.slice(0, 6)) {
      await rewrite(message, 'negative');
      await see(watcher, message.id);
    }
    expect(await town.store.incidents.allOpen()).toEqual([]);
    for (const message of angry.slice(0, 6)) {
      await rewrite((await town.store.messages.get(message.id))!, 'neutral');
      await see(watcher, message.id);
    }
    await town.store.close();
  });

  it('ends an incident that opened with the first message after a start, and of which nothing more is heard', async () => {
    town.store = openSqliteStore(join(town.directory, 'started.sqlite'), { storeContent: false });
    let watcher = begin();
    for (const { id } of await wave('77', 14)) {
      watcher = begin();
      await see(watcher, id);
      if ((await town.store.incidents.allOpen()).length > 0) break;
    }
    expect(await town.store.incidents.allOpen()).toHaveLength(1);
    town.now += 2 * HOUR;
    await watcher.settle();
    expect(await town.store.incidents.allOpen()).toEqual([]);
    await town.store.close();
  });

  it('forgets channels that are idle, of many the oldest, and what it forgot changes nothing', async () => {
    town.store = openSqliteStore(join(town.directory, 'idle.sqlite'), { storeContent: false });
    const states = createStates(2);
    const watcher = begin({}, states);
    for (const channel of ['77', '78', '79']) {
      const [last] = await wave(channel, 1);
      await see(watcher, last!.id);
    }
    expect(states.size()).toBe(2);
    expect(states.get(channelId.parse('77'))).toBeUndefined();
    town.now += 3 * HOUR;
    await watcher.settle();
    expect(states.size()).toBe(0);
    await town.store.close();
  });
});
