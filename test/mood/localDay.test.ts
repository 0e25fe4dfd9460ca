import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { offsets } from '../../src/mood/localDay.ts';
import { MINUTE } from '../../src/mood/window.ts';

describe('the offset of a time zone', () => {
  it('is the one of that moment, on the days on which clocks change too', () => {
    const zones = [
      'Europe/London',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ];
    const known = new Map(zones.map((zone) => [zone, offsets(zone)]));
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2010, 0) / MINUTE, max: Date.UTC(2030, 0) / MINUTE }),
        (zone, minute) => {
          expect(known.get(zone)!(minute * MINUTE)).toBe(IANAZone.create(zone).offset(minute * MINUTE));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('changes at the very minute at which clocks go forward and back', () => {
    const at = offsets('Europe/London');
    const [forward, back] = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)];
    expect([at(forward - MINUTE), at(forward), at(back - MINUTE), at(back)]).toEqual([0, 60, 60, 0]);
  });
});
