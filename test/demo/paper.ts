// What the tests of the story share: a feed on paper, whose sleepers the test wakes, and time that passes until the end.
import type { Feed } from '../../src/demo/feed.ts';
import type { ManualClock } from '../manualClock.ts';

const STEP_MS = 500;

export interface PaperFeed extends Feed {
  /** Something happened: those who wait look again. */
  wake(): void;
}

export function paperFeed(clock: ManualClock): PaperFeed {
  let sleepers: (() => void)[] = [];
  return {
    async until(test, ms) {
      const late = clock.wait(ms).then(() => 'late' as const);
      while (!(await test())) {
        const woken = new Promise<void>((go) => sleepers.push(go));
        if ((await Promise.race([late, woken])) === 'late') return test();
      }
      return true;
    },
    wake() {
      for (const go of sleepers.splice(0)) go();
    },
    close() {
      sleepers = [];
    },
  };
}

/** Moves the clock on until `playing` is over, and is what it is; `meanwhile` is called before each step. */
export async function playOut(
  clock: ManualClock,
  playing: Promise<void>,
  meanwhile: () => void = () => undefined,
): Promise<void> {
  const part = { isOver: false };
  const end = () => {
    part.isOver = true;
  };
  playing.then(end, end);
  while (!part.isOver) {
    meanwhile();
    await clock.advance(STEP_MS);
  }
  return playing;
}
