import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsets } from '../../src/mood/localDay.ts';
import { quietUntil } from '../../src/mood/quietHours.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';

const utc = () => 0;
const NIGHT = { from: 22 * 60, to: 8 * 60 };
const at = (text: string) => Date.parse(text);

describe('quiet hours', () => {
  it('go on over midnight, and end in the morning', () => {
    const end = at('2026-01-06T08:00Z');
    expect(quietUntil(NIGHT, utc, at('2026-01-05T22:00Z'))).toBe(end);
    expect(quietUntil(NIGHT, utc, at('2026-01-06T07:59:59Z'))).toBe(end);
    expect(quietUntil(NIGHT, utc, end)).toBeNull();
    expect(quietUntil(NIGHT, utc, at('2026-01-05T21:59:59Z'))).toBeNull();
    expect(quietUntil({ from: 60, to: 120 }, utc, at('2026-01-05T01:30Z'))).toBe(at('2026-01-05T02:00Z'));
  });

  it('are those of the time zone, also over a change of the clocks', () => {
    const shanghai = offsets('Asia/Shanghai');
    expect(quietUntil(NIGHT, shanghai, at('2026-01-05T14:00Z'))).toBe(at('2026-01-06T00:00Z'));
    const berlin = offsets('Europe/Berlin');
    // The clocks go forward at 2 o'clock on March 29.
    expect(quietUntil(NIGHT, berlin, at('2026-03-28T21:00Z'))).toBe(at('2026-03-29T06:00Z'));
    expect(quietUntil(NIGHT, berlin, at('2026-10-24T20:00Z'))).toBe(at('2026-10-25T07:00Z'));
  });

  it('end after the moment, within a day, and are over then', () => {
    const minutes = fc.nat(1439);
    fc.assert(
      fc.property(minutes, minutes, fc.nat(400 * 24 * 60), (from, to, minute) => {
        fc.pre(from !== to);
        const now = at('2026-01-01T00:00Z') + minute * MINUTE;
        for (const zone of [utc, offsets('Asia/Kolkata'), offsets('America/New_York')]) {
          const until = quietUntil({ from, to }, zone, now);
          if (until === null) continue;
          expect(until).toBeGreaterThan(now - HOUR);
          expect(until).toBeLessThanOrEqual(now + DAY + HOUR);
        }
        const until = quietUntil({ from, to }, utc, now);
        if (until !== null) expect(quietUntil({ from, to }, utc, until)).toBeNull();
        // Where one begins the other ends: a moment is in one of the two.
        expect(until === null).toBe(quietUntil({ from: to, to: from }, utc, now) !== null);
      }),
    );
  });
});
