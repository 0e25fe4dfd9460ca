import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beganAt, renewed, type Evidence } from '../../src/mood/evidence.ts';

const evidenceOf = (since: number): Evidence => ({
  ...{ negative: 14, total: 22, expected: 3, interval: [1, 6], authors: 4 },
  since,
});

it('the start of an incident never becomes later, whatever newer evidence says', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e6), { minLength: 1 }), fc.nat(1e6), (starts, openedAt) => {
      const [first = 0, ...later] = starts;
      let evidence = evidenceOf(first);
      let began = beganAt({ evidence, openedAt });
      expect(began).toBe(Math.min(first, openedAt));
      for (const since of later) {
        evidence = renewed({ evidence, openedAt }, evidenceOf(since));
        const next = beganAt({ evidence, openedAt });
        expect(next).toBeLessThanOrEqual(began);
        expect(evidence.since).toBe(since);
        began = next;
      }
    }),
  );
});
