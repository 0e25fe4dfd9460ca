// The clock is changed while summaries are scheduled. Runs come as from the scheduler: when due, and then at the next
// regular time after the end of the run.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import { nextFire } from '../../src/schedule/fires.ts';
import { summaryJob } from '../../src/jobs/summary.ts';
import { silentLog } from '../../src/log.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import type { Store } from '../../src/store/store.ts';
import { openStage, type Stage } from '../commands/stage.ts';

const HOURLY = { cron: '0 * * * *', timeZone: 'UTC' };
const idle = {
  wake: () => {},
  caughtUp: () => Promise.resolve(),
  stats: () => ({ judged: 0, perMinute: 0, waitsFor: null }),
  stop: () => Promise.resolve(),
};

let stage: Stage;
/** The full hour at which each test begins. */
let noon: number;
let dueAt: number;

beforeEach(async () => {
  stage = await openStage();
  noon = stage.clock.now();
  dueAt = nextFire(HOURLY, noon);
  await stage.store.settings.update(guildId.parse(stage.guild), (held) => ({
    ...held,
    reportChannelId: channelId.parse(stage.channels.offtopic),
  }));
  // People write before, during and after the steps; when, is Discord's to say.
  for (let minutes = -175; minutes < 350; minutes += 20) {
    await stage.tell(stage.channels.general, stage.people.ann, 'neutral', -minutes);
  }
  await run(noon);
});
afterEach(() => stage.close());

/** One run; whatever it posts is over by then. */
async function run(due: number, store: Store = stage.store): Promise<void> {
  const { client, clock, deliveries } = stage;
  const before = (await windows()).length;
  const job = summaryJob({ client, store, clock, judging: idle, deliveries, log: silentLog });
  const signal = new AbortController().signal;
  expect(await job.run({ guildId: guildId.parse(stage.guild), dueAt: due, signal })).toEqual({
    kind: 'done',
  });
  for (const { to } of (await windows()).slice(before)) expect(to).toBeLessThanOrEqual(clock.now());
}

/** Time passes; after each step of ten minutes what is due runs. */
async function pass(ms: number): Promise<void> {
  for (const end = stage.clock.now() + ms; ;) {
    if (stage.clock.now() >= dueAt) {
      await run(dueAt);
      dueAt = nextFire(HOURLY, stage.clock.now());
    }
    if (stage.clock.now() >= end) return;
    await stage.clock.advance(10 * MINUTE);
  }
}

interface Posted {
  /** When the window ends, milliseconds since 1970. */
  readonly to: number;
  /** The same in hours after the test's first. */
  readonly hour: number;
  readonly late: boolean;
}

/** In the order in which they were posted. */
async function windows(): Promise<Posted[]> {
  const posts = await stage.sees(stage.people.ann, stage.channels.offtopic);
  return posts
    .filter(({ author }) => author.bot)
    .map(({ text }) => {
      const to = Number(/<t:\d+:f>\D+<t:(\d+):t>/.exec(text)?.[1]) * 1000;
      return { to, hour: (to - noon) / HOUR, late: /late/i.test(text) };
    });
}

const shown = async () => (await windows()).map(({ hour, late }) => `${hour}${late ? ' late' : ''}`);

describe('summaries of a server whose clock is set', () => {
  it('forward by two hours: every window once, the missed ones late', async () => {
    await pass(30 * MINUTE);
    await stage.clock.advance(2 * HOUR);
    await pass(90 * MINUTE);
    expect(await shown()).toEqual(['0', '1 late', '2 late', '3', '4']);
  });

  it('back by two hours: nothing again, and the next window when it is over', async () => {
    await pass(30 * MINUTE);
    await stage.clock.advance(-2 * HOUR);
    await pass(150 * MINUTE);
    expect(await shown()).toEqual(['0', '1']);
    await pass(HOUR);
    expect(await shown()).toEqual(['0', '1', '2']);
  });

  it('forward by two hours and back: every window once', async () => {
    await pass(30 * MINUTE);
    await stage.clock.advance(2 * HOUR);
    await pass(10 * MINUTE);
    await stage.clock.advance(-2 * HOUR);
    await pass(4 * HOUR);
    expect((await windows()).map(({ hour }) => hour)).toEqual([0, 1, 2, 3, 4]);
  });

  it('back, before what was claimed was posted: it waits until its window is over again', async () => {
    await pass(30 * MINUTE);
    await stage.clock.advance(31 * MINUTE);
    const take = () => Promise.reject(new Error('killed'));
    const { store } = stage;
    await expect(run(dueAt, { ...store, claims: { ...store.claims, take } })).rejects.toThrow('killed');
    await stage.clock.advance(-2 * HOUR);
    await run(dueAt);
    expect(await shown()).toEqual(['0']);
    await pass(2 * HOUR);
    expect(await shown()).toEqual(['0', '1']);
  });

  it('back, between the moment a run was due and its start: no window that is not over', async () => {
    await stage.clock.advance(-2 * HOUR);
    const fresh = { ...stage.store.reports, latest: () => Promise.resolve(null) };
    await run(noon + HOUR, { ...stage.store, reports: fresh });
    expect((await windows()).map(({ hour }) => hour)).toEqual([0, -2]);
  });
});
