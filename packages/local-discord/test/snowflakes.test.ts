// Ids grow, are unique, and tell their moment.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareIds, timeOf } from '../src/snowflake.ts';
import { Snowflakes } from '../src/world/snowflakes.ts';

it('ids for now grow, ids for the past tell their moment, and no two are equal', () => {
  const start = Date.UTC(2026, 0, 5);
  const step = fc.record({ forward: fc.nat(3), past: fc.option(fc.nat(3)) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = start;
      const ids = new Snowflakes({ now: () => now, wait: () => Promise.resolve() });
      const made: string[] = [];
      let last = '0';
      for (const { forward, past } of steps) {
        now += forward;
        if (past === null) {
          const id = ids.next();
          expect(compareIds(id, last)).toBeGreaterThan(0);
          last = id;
          made.push(id);
        } else {
          const id = ids.at(start + past);
          expect(timeOf(id)).toBe(start + past);
          made.push(id);
        }
      }
      expect(new Set(made).size).toBe(made.length);
    }),
  );
});
