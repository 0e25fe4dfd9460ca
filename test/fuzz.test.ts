// Whatever comes in by any door: it is understood, or refused as it should be. `npm run test:fuzz` is the long run.
import { describe, expect, it } from 'vitest';
import { PROPERTIES } from './fuzz/properties.ts';
import { holdRequests } from './fuzz/requests.ts';
import { startRig } from './support/localServer.ts';

const CASES = Number(process.env['FUZZ_CASES'] ?? 150);
/** Milliseconds; a request takes a few. */
const timeout = 120_000 + CASES * 60;

describe('whatever comes in', () => {
  it.each(PROPERTIES.map(({ says, hold }) => [says, hold] as const))(
    '%s',
    async (_says, hold) => {
      await expect(hold(CASES)).resolves.toBeUndefined();
    },
    timeout,
  );

  it.each(['REST', 'control'] as const)(
    'a request to a %s route is answered or refused, and never fails',
    async (side) => {
      // What chance sends fits no description.
      const rig = await startRig({ onRequest: () => undefined });
      try {
        await expect(holdRequests(rig.server.url, side, CASES)).resolves.toBeUndefined();
      } finally {
        await rig.close();
      }
    },
    timeout,
  );
});
