import { beforeEach, describe, expect, it } from 'vitest';
import { createPace, type Pace } from '../../../src/dashboard/page/pace.ts';
import { manualClock, type ManualClock } from '../../manualClock.ts';

let clock: ManualClock;
let pace: Pace;
let begun: number;
/** Seconds after the first view at which the page asked. */
let asked: number[];
let isHidden: boolean;

beforeEach(() => {
  clock = manualClock();
  begun = clock.now();
  [asked, isHidden] = [[], false];
  pace = createPace(
    () => void asked.push((clock.now() - begun) / 1000),
    clock,
    () => isHidden,
  );
});

/** People write all the time. */
async function writing(seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    pace.want();
    await clock.advance(1000);
  }
}

describe('an open page', () => {
  it('asks ten seconds apart while people write, and for the last change too', async () => {
    await writing(25);
    expect(asked).toEqual([10, 20]);
    await clock.advance(60_000);
    expect(asked).toEqual([10, 20, 30]);
  });

  it('asks at once for a change after a pause, and for nothing without one', async () => {
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    pace.want();
    expect(asked).toEqual([60]);
  });

  it('asks for nothing while it is hidden, and once when it is seen again', async () => {
    isHidden = true;
    await writing(30);
    expect(asked).toEqual([]);
    isHidden = false;
    pace.look();
    await clock.advance(60_000);
    expect(asked).toEqual([30]);
    pace.look();
    expect(asked).toEqual([30]);
  });

  it('that is hidden before its time comes asks when it is seen again', async () => {
    pace.want();
    await clock.advance(5000);
    isHidden = true;
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    isHidden = false;
    pace.look();
    expect(asked).toEqual([65]);
  });

  it('that is left asks no more', async () => {
    pace.want();
    pace.stop();
    await clock.advance(60_000);
    pace.want();
    expect(asked).toEqual([]);
  });
});
