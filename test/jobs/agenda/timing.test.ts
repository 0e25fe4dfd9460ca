import { expect, test } from 'vitest';
import { DEFAULT_TIMING, pauseAfter } from '../../../src/jobs/agenda/timing.ts';

test('a crashed run is taken over within two minutes', () => {
  const { lockLifetimeMs, processEveryMs } = DEFAULT_TIMING;
  expect(lockLifetimeMs + processEveryMs).toBeLessThanOrEqual(120_000);
});

test('a lock is renewed often enough to outlive two renewals that fail', () => {
  expect(DEFAULT_TIMING.touchEveryMs * 3).toBeLessThan(DEFAULT_TIMING.lockLifetimeMs);
});

test('pauses double from try to try, then the regular time is awaited and a new series begins', () => {
  const pauses = [1, 2, 3, 4, 5].map((failures) =>
    pauseAfter(failures, { ...DEFAULT_TIMING, retryMs: 10, retries: 3 }),
  );
  expect(pauses).toEqual([10, 20, 40, null, 10]);
});
