// A changed judge is not a changed mood: nothing is raised from the jump, and real turns are seen again afterwards.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomFrom } from '../../../bench/spike/generator.ts';
import { silentLog } from '../../../src/log.ts';
import { DAY, HOUR, MINUTE } from '../../../src/mood/window.ts';
import { noteJudge } from '../../../src/pipeline/judgeChange.ts';
import type { Watcher } from '../../../src/pipeline/watcher.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import { begin, closeTown, guild, keep, openTown, see, START, town } from './town.ts';

let written = 0;

beforeEach(async () => {
  await openTown();
  written = 0;
  town.now = START;
  town.store = openSqliteStore(join(town.directory, 'judge.sqlite'), { storeContent: false });
});
afterEach(async () => {
  await town.store.close();
  await closeTown();
});

const note = (version: string) => {
  const clock = { now: () => town.now, wait: () => Promise.resolve() };
  return noteJudge({ settings: town.store.settings, clock, log: silentLog }, guild, version);
};

/** People write every three minutes; so many of a hundred messages are called negative. */
async function chat(watcher: Watcher, judge: string, percent: number, lastsMs: number): Promise<void> {
  const random = randomFrom(written + percent);
  for (const end = town.now + lastsMs; town.now < end; town.now += 3 * MINUTE) {
    const label = random() * 100 < percent ? 'negative' : 'neutral';
    const author = `author-${written % 9}`;
    const id = await keep({ at: town.now, channel: '77', author, label }, written++);
    await note(judge);
    await see(watcher, id);
    await watcher.settle();
  }
}

const opened = async () => (await town.store.incidents.recent(guild, 100)).length;

it('the same jump is an alert where the judge is the same', async () => {
  const watcher = begin();
  await chat(watcher, 'a', 6, DAY);
  await chat(watcher, 'a', 45, 6 * HOUR);
  expect(await opened()).toBeGreaterThan(0);
});

it('another judge of the same chat raises nothing, neither at once nor once it knows what is normal', async () => {
  const watcher = begin();
  await chat(watcher, 'a', 6, DAY);
  await chat(watcher, 'b', 45, DAY);
  expect(await opened()).toBe(0);
  await chat(watcher, 'b', 95, 3 * HOUR);
  expect(await opened()).toBe(1);
});

it('a program that starts with another judge raises nothing either', async () => {
  await chat(begin(), 'a', 6, DAY);
  const watcher = begin();
  await note('b');
  await watcher.resume();
  await chat(watcher, 'b', 45, DAY);
  expect(await opened()).toBe(0);
  const again = begin();
  await again.resume();
  await chat(again, 'b', 45, DAY);
  expect(await opened()).toBe(0);
});

it('an incident of the earlier judge ends within the hour, since nothing speaks for it any more', async () => {
  const watcher = begin();
  await chat(watcher, 'a', 6, DAY);
  await chat(watcher, 'a', 90, 2 * HOUR);
  expect(await town.store.incidents.allOpen()).toHaveLength(1);
  const changed = town.now;
  await chat(watcher, 'b', 45, 2 * HOUR);
  expect(await town.store.incidents.allOpen()).toEqual([]);
  const [incident] = await town.store.incidents.recent(guild, 1);
  expect(incident?.resolvedAt).toBe(changed + HOUR);
});

it('the first judge of a server begins nothing anew', async () => {
  await note('a');
  expect((await town.store.settings.get(guild)).judge).toEqual({ version: 'a', since: 0 });
  town.now += HOUR;
  await note('a');
  expect((await town.store.settings.get(guild)).judge?.since).toBe(0);
  await note('b');
  expect((await town.store.settings.get(guild)).judge).toEqual({ version: 'b', since: town.now });
});
