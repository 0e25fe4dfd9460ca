import { describe, expect, it } from 'vitest';
import { createStoryClock, outageTime } from '../../src/demo/storyClock.ts';
import { manualClock } from '../manualClock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 0, 5, 12);

describe('the clock of the story', () => {
  it('begins where it is told to, runs as the real one, and is skipped up to it at most', async () => {
    const real = manualClock(NOON);
    const story = createStoryClock(real, NOON - HOUR);
    expect(story.now()).toBe(NOON - HOUR);
    await real.advance(MINUTE);
    expect(story.now()).toBe(NOON - HOUR + MINUTE);
    story.skip(50 * MINUTE);
    expect(story.behind()).toBe(10 * MINUTE);
    story.skip(Infinity);
    expect(story.now()).toBe(real.now());
  });

  it('ends a long wait when its time is skipped, and not before', async () => {
    const real = manualClock(NOON);
    const story = createStoryClock(real, NOON - HOUR);
    const ends: string[] = [];
    const waiting = story.wait(10 * MINUTE).then(() => ends.push('waited'));
    story.skip(9 * MINUTE);
    await real.advance(0);
    expect(ends).toEqual([]);
    story.skip(MINUTE);
    await waiting;
    expect(ends).toEqual(['waited']);
  });

  it('leaves a time limit of less than a minute its real time, however much is skipped', async () => {
    const real = manualClock(NOON);
    const story = createStoryClock(real, NOON - HOUR);
    const ends: string[] = [];
    const waiting = story.wait(3_000).then(() => ends.push('waited'));
    story.skip(30 * MINUTE);
    await real.advance(2_999);
    expect(ends).toEqual([]);
    await real.advance(1);
    await waiting;
    expect(ends).toEqual(['waited']);
  });

  it('gives up a wait with the reason of its signal', async () => {
    const story = createStoryClock(manualClock(NOON), NOON - HOUR);
    const stop = new AbortController();
    const waiting = story.wait(5 * MINUTE, stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it.each([
    ['UTC', Date.UTC(2026, 0, 5, 12), Date.UTC(2026, 0, 4, 18, 10)],
    ['Asia/Shanghai', Date.UTC(2026, 0, 5, 12), Date.UTC(2026, 0, 4, 10, 10)],
    ['America/New_York', Date.UTC(2026, 0, 5, 4), Date.UTC(2026, 0, 3, 23, 10)],
    // A minute after midnight the day before is not over in the story yet.
    ['UTC', Date.UTC(2026, 0, 5, 0, 1), Date.UTC(2026, 0, 3, 18, 10)],
  ])('puts the outage on the last evening whose day is over (%s)', (timeZone, now, evening) => {
    expect(outageTime(now, timeZone)).toBe(evening);
  });
});
