import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { periodOf, type Asked } from '../../src/periods/period.ts';
import { HOUR, QUARTER } from '../../src/mood/window.ts';

const nothing: Asked = { messages: null, hours: null, period: null, from: null, to: null };
const NOW = Date.UTC(2026, 2, 15, 12, 7);
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
];

const windowOf = (asked: Partial<Asked>, zone = 'UTC', now = NOW) => {
  const period = periodOf({ ...nothing, ...asked }, zone, now);
  if (period.kind !== 'window') throw new Error(`not a window: ${period.kind}`);
  return period;
};
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('a period', () => {
  it('is the last 24 hours where nothing was asked', () => {
    const { window } = windowOf({});
    expect(iso(window.from)).toBe('2026-03-14T12:00');
    expect(iso(window.to)).toBe('2026-03-15T12:15');
    expect(windowOf({ period: 'day' }).window).toEqual(window);
    expect(windowOf({ period: 'week' }).window.from).toBe(Date.UTC(2026, 2, 8, 12));
  });

  it('is a number of messages', () => {
    expect(periodOf({ ...nothing, messages: 50 }, 'UTC', NOW)).toEqual({ kind: 'messages', count: 50 });
  });

  it('is asked for in one way only', () => {
    expect(periodOf({ ...nothing, messages: 5, hours: 2 }, 'UTC', NOW)).toEqual({ kind: 'several' });
    expect(periodOf({ ...nothing, period: 'day', to: 'today' }, 'UTC', NOW)).toEqual({ kind: 'several' });
    expect(periodOf({ ...nothing, to: 'today' }, 'UTC', NOW)).toEqual({ kind: 'from-missing' });
  });

  it('holds every moment of the last hours, in whole quarter-hours, and none of the period before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 168 }), fc.integer({ min: 0, max: 1e12 }), (hours, later) => {
        const now = NOW + later;
        const { window, previous } = windowOf({ hours }, 'UTC', now);
        expect(window.from).toBeLessThanOrEqual(now - hours * HOUR);
        expect(window.to).toBeGreaterThan(now);
        expect(window.to - window.from).toBeLessThanOrEqual(hours * HOUR + 2 * QUARTER);
        expect(previous.to).toBe(window.from);
        expect(previous.to - previous.from).toBe(hours * HOUR);
        for (const edge of [window.from, window.to, previous.from]) expect(edge % QUARTER).toBe(0);
      }),
    );
  });
});

describe('a range', () => {
  it('takes whole days of the time zone of the server, the last included', () => {
    const { window, previous } = windowOf({ from: '2026-03-01', to: '2026-03-02' }, 'Asia/Kolkata');
    expect(iso(window.from)).toBe('2026-02-28T18:30');
    expect(iso(window.to)).toBe('2026-03-02T18:30');
    expect(previous).toEqual({ from: window.from - 48 * HOUR, to: window.from });
  });

  it('knows the days on which clocks are changed', () => {
    const { window } = windowOf({ from: '2026-03-08', to: '2026-03-08' }, 'America/New_York');
    expect((window.to - window.from) / HOUR).toBe(23);
  });

  it('runs to now where no end is given, and never into the future', () => {
    expect(iso(windowOf({ from: 'today' }).window.to)).toBe('2026-03-15T12:15');
    expect(windowOf({ from: 'today', to: 'today' }).window).toEqual(windowOf({ from: 'today' }).window);
    expect(periodOf({ ...nothing, from: '2026-03-16' }, 'UTC', NOW)).toEqual({ kind: 'future' });
  });

  it('is understood the wrong way round', () => {
    expect(windowOf({ from: '2026-03-02', to: '2026-03-01' })).toEqual(
      windowOf({ from: '2026-03-01', to: '2026-03-02' }),
    );
  });

  it('names the text that it could not read', () => {
    for (const text of ['', 'soon', '2026-02-30', '2026-13-01', '25:00', '1/3', '2026-03-01 10:75', '2026'])
      expect(periodOf({ ...nothing, from: text }, 'UTC', NOW)).toEqual({ kind: 'unreadable', text });
    expect(periodOf({ ...nothing, from: 'today', to: '?' }, 'UTC', NOW)).toEqual({
      kind: 'unreadable',
      text: '?',
    });
  });

  it('is empty between a moment and itself', () => {
    expect(periodOf({ ...nothing, from: '10:00', to: '10:00' }, 'UTC', NOW)).toEqual({ kind: 'empty' });
  });

  it('is made of whole quarter-hours and holds what was asked, whatever the dates and the zone', () => {
    const dates = fc.date({ min: new Date('2015-02-01'), max: new Date('2026-03-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, dates, fc.constantFrom(...ZONES), (a, b, zone) => {
        const local = (date: Date) => DateTime.fromJSDate(date, { zone });
        const { window } = windowOf(
          { from: local(a).toFormat('yyyy-MM-dd HH:mm'), to: local(b).toISODate()! },
          zone,
        );
        expect(window.from % QUARTER).toBe(0);
        expect(window.to % QUARTER).toBe(0);
        expect(window.from).toBeLessThanOrEqual(Math.min(a.getTime(), b.getTime()));
        expect(window.to).toBeGreaterThan(b.getTime());
        expect(window.to).toBeGreaterThan(window.from);
      }),
    );
  });
});
