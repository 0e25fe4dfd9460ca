// The watcher opens the same incidents as a replay of the same messages, wherever the program ends in between.
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messages, randomFrom, type Written } from '../../bench/spike/generator.ts';
import { replay, type ReplayMessage } from '../../src/mood/replay.ts';
import { HOUR } from '../../src/mood/window.ts';
import { StoreFullError } from '../../src/store/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { begin, closeTown, guild, keep, openTown, see, START, town, wave } from './alerts/town.ts';

beforeEach(openTown);
afterEach(closeTown);

/** Of negative verdicts, by turns: some are sure, some are not. */
const WEIGHTS = [1, 1, 0.5, 0.25];

/** Two channels over a day and a half; the mood of the first turns for some hours. */
const chat = (seed: number): (Written & ReplayMessage)[] =>
  (['77', '78'] as const)
    .flatMap((channel, i) => {
      const random = randomFrom(seed + i);
      const calm = { rate: 12, mean: 0.12, rho: 0.016 };
      const turned = [
        ...messages(calm, START, START + 26 * HOUR, random),
        ...messages(
          { ...calm, rate: 30, mean: i === 0 ? 0.8 : 0.12 },
          START + 26 * HOUR,
          START + 29 * HOUR,
          random,
        ),
        ...messages(calm, START + 29 * HOUR, START + 36 * HOUR, random),
      ];
      return turned.map((message, n) => ({ ...message, channel, weight: message.weight * WEIGHTS[n % 4]! }));
    })
    .sort((a, b) => a.at - b.at);

/** Before which message the program ends: often while the mood is turned. */
const ending = fc.oneof(fc.nat(1000), fc.integer({ min: 620, max: 860 }));

describe('the watcher', () => {
  it('raises what a replay of the stored history gives, wherever the program ended or missed a verdict', async () => {
    let raised = 0;
    const moments = fc.array(ending, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), moments, moments, async (seed, ends, misses) => {
        town.store = openSqliteStore(join(town.directory, `${seed}-${ends.join('-')}-${raised}.sqlite`), {
          storeContent: false,
        });
        let watcher = begin();
        const all = chat(seed);
        for (const [n, message] of all.entries()) {
          town.now = message.at;
          if (ends.includes(n)) watcher = begin();
          await watcher.settle();
          const stored = await town.store.messages.get(await keep(message, n));
          if (misses.includes(n)) watcher.forget([stored!]);
          else await watcher.see(stored!, stored!.verdict!);
        }
        const kept = await town.store.incidents.recent(guild, 100);
        await town.store.close();
        const lives = (
          some: readonly { openedAt: number; resolvedAt: number | null }[],
          of: (one: number) => string,
        ) => some.map(({ openedAt, resolvedAt }, i) => [of(i), openedAt, resolvedAt]).sort();
        const wanted = replay(all, { sensitivity: 'normal' });
        expect(lives(kept, (i) => kept[i]!.channelId)).toEqual(lives(wanted, (i) => wanted[i]!.channel));
        raised += kept.length;
      }),
      { numRuns: 12 },
    );
    expect(raised).toBeGreaterThan(4);
  });

  it('raises what could not be raised, though other messages of the channel are seen before it tries again', async () => {
    town.store = openSqliteStore(join(town.directory, 'away.sqlite'), { storeContent: false });
    let isAway = true;
    const watcher = begin({ mayRaise: () => !isAway });
    const angry = await wave('77', 14);
    const seen = await Promise.allSettled(angry.map((message) => watcher.see(message, message.verdict!)));
    expect(seen.map(({ status }) => status)).toContain('rejected');
    watcher.forget(angry);
    isAway = false;
    town.now += 1000;
    const calm = await keep({ at: town.now, channel: '77', author: 'author-1', label: 'neutral' }, 0);
    await see(watcher, calm);
    expect(await town.store.incidents.allOpen()).toEqual([]);
    await watcher.settle();
    expect(await town.store.incidents.allOpen()).toHaveLength(1);
    await town.store.close();
  });

  it('raises what was not seen in every channel, though it cannot raise it in one', async () => {
    town.store = openSqliteStore(join(town.directory, 'odd.sqlite'), { storeContent: false });
    const watcher = begin({ odd: '77' });
    const angry = [...(await wave('77', 14)), ...(await wave('78', 14))];
    watcher.forget(angry);
    await expect(watcher.settle()).rejects.toThrow('channel 77 is odd');
    expect((await town.store.incidents.allOpen()).map(({ channelId }) => channelId)).toEqual(['78']);
    await town.store.close();
  });

  it('counts verdicts once that were stored when it looked at the channel anew, and are seen after that', async () => {
    const raised = async (angry: number, looksAnew: boolean) => {
      town.store = openSqliteStore(join(town.directory, `${angry}-${looksAnew}.sqlite`), {
        storeContent: false,
      });
      const watcher = begin();
      const said = await wave('77', angry);
      if (looksAnew) watcher.forget(said.slice(0, 1));
      await watcher.settle();
      for (const message of said) await watcher.see(message, message.verdict!);
      const { length } = await town.store.incidents.allOpen();
      await town.store.close();
      return length;
    };
    for (const angry of [4, 8]) expect(await raised(angry, true)).toBe(await raised(angry, false));
  });

  it('ends an incident in the end, though its end could not be stored at first', async () => {
    town.store = openSqliteStore(join(town.directory, 'full.sqlite'), { storeContent: false });
    let isFull = true;
    const watcher = begin({ mayResolve: () => !isFull });
    for (const [n, message] of chat(3).entries()) {
      town.now = message.at;
      const stored = await town.store.messages.get(await keep(message, n));
      await watcher.see(stored!, stored!.verdict!).catch(() => undefined);
    }
    town.now += 12 * HOUR;
    await expect(watcher.settle()).rejects.toThrow(StoreFullError);
    expect(await town.store.incidents.allOpen()).toHaveLength(1);
    isFull = false;
    await watcher.settle();
    expect(await town.store.incidents.allOpen()).toEqual([]);
    await town.store.close();
  });
});
