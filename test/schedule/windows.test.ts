import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { lastFire, nextFire, type Schedule } from '../../src/schedule/fires.ts';
import { missedWindows, owedWindows, windowOf } from '../../src/schedule/windows.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
  'America/Havana',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'Antarctica/Troll',
];
const CRONS = [
  '0 * * * *',
  '*/20 * * * *',
  '0 0 * * *',
  '30 2 * * *',
  '15 1 * * 1',
  '0 9 1 * *',
  '7,37 8-18 * * 1-5',
];

const zone = fc.constantFrom(...ZONES);
const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ cron: fc.constantFrom(...CRONS), timeZone: zone }),
  fc.record({
    everyMs: fc.integer({ min: 1, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
    timeZone: zone,
  }),
);
const at = (iso: string, timeZone = 'UTC') => DateTime.fromISO(iso, { zone: timeZone }).toMillis();

describe('the windows of a schedule', () => {
  test('an hourly interval gives clock hours, in half-hour zones too', () => {
    const hourly: Schedule = { everyMs: HOUR, timeZone: 'Asia/Kolkata' };
    expect(windowOf(hourly, at('2026-03-01T10:20', 'Asia/Kolkata'))).toEqual({
      from: at('2026-03-01T09:00', 'Asia/Kolkata'),
      to: at('2026-03-01T10:00', 'Asia/Kolkata'),
    });
  });

  test('a window that ends at the moment it is due is that run’s window', () => {
    expect(windowOf({ everyMs: 30 * MINUTE }, at('2026-03-01T10:30'))).toEqual({
      from: at('2026-03-01T10:00'),
      to: at('2026-03-01T10:30'),
    });
  });

  test('an interval that does not divide the day begins anew at midnight', () => {
    expect(windowOf({ everyMs: 7 * HOUR }, at('2026-03-02T01:00'))).toEqual({
      from: at('2026-03-01T21:00'),
      to: at('2026-03-02T00:00'),
    });
  });

  test('cron runs from one firing to the next', () => {
    const mondays: Schedule = { cron: '0 9 * * 1', timeZone: 'Europe/Berlin' };
    expect(windowOf(mondays, at('2026-03-31T00:00', 'Europe/Berlin'))).toEqual({
      from: at('2026-03-23T09:00', 'Europe/Berlin'),
      to: at('2026-03-30T09:00', 'Europe/Berlin'),
    });
  });

  test('a day has the hours that the clock on the wall gives it', () => {
    const daily: Schedule = { cron: '0 0 * * *', timeZone: 'Europe/Berlin' };
    const hours = (iso: string) => {
      const { from, to } = windowOf(daily, at(iso, 'Europe/Berlin'));
      return (to - from) / HOUR;
    };
    expect(hours('2026-03-30T00:00')).toBe(23);
    expect(hours('2026-10-26T00:00')).toBe(25);
  });

  test('a daily time that the clock jumps over comes at the jump; one shown twice comes once', () => {
    const fires = (cron: string, timeZone: string, from: string, to: string) => {
      const found: string[] = [];
      for (let fire = nextFire({ cron, timeZone }, at(from, timeZone)); fire <= at(to, timeZone);) {
        found.push(DateTime.fromMillis(fire, { zone: timeZone }).toFormat("MM-dd'T'HH:mm"));
        fire = nextFire({ cron, timeZone }, fire);
      }
      return found;
    };
    expect(fires('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00', '2026-03-30T12:00')).toEqual([
      '03-29T03:00',
      '03-30T02:30',
    ]);
    expect(fires('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00', '2026-10-26T12:00')).toEqual([
      '10-25T02:30',
      '10-26T02:30',
    ]);
    expect(fires('0 0 * * *', 'Africa/Cairo', '2026-04-23T12:00', '2026-04-25T12:00')).toEqual([
      '04-24T01:00',
      '04-25T00:00',
    ]);
    expect(fires('0 * * * *', 'Europe/Berlin', '2026-10-25T01:30', '2026-10-25T03:30')).toEqual([
      '10-25T02:00',
      '10-25T02:00',
      '10-25T03:00',
    ]);
  });

  test('windows tile time in every zone: each ends where the next begins', () => {
    fc.assert(
      fc.property(schedule, moment, (plan, now) => {
        const window = windowOf(plan, now);
        expect(window.from).toBeLessThan(window.to);
        expect(window.to).toBeLessThanOrEqual(now);
        const next = nextFire(plan, now);
        expect(next).toBeGreaterThan(now);
        expect(windowOf(plan, next)).toEqual({ from: window.to, to: next });
        expect(lastFire(plan, window.to - 1)).toBe(window.from);
        expect(nextFire(plan, window.from)).toBe(window.to);
      }),
      { numRuns: 250 },
    );
  });

  test('hours and half hours are those of the wall clock outside the days it is moved', () => {
    fc.assert(
      fc.property(zone, moment, fc.constantFrom(HOUR, 30 * MINUTE), (timeZone, now, everyMs) => {
        const { from, to } = windowOf({ everyMs, timeZone }, now);
        const wall = DateTime.fromMillis(from, { zone: timeZone });
        fc.pre(wall.startOf('day').offset === wall.endOf('day').offset);
        expect((wall.hour * HOUR + wall.minute * MINUTE) % everyMs).toBe(0);
        expect(to - from).toBe(everyMs);
      }),
    );
  });
});

describe('missed windows', () => {
  const hourly: Schedule = { everyMs: HOUR, timeZone: 'UTC' };

  test('come oldest first, none twice and none that is not over', () => {
    expect(missedWindows(hourly, at('2026-03-01T07:00'), at('2026-03-01T10:20'), 10)).toEqual(
      [7, 8, 9].map((hour) => ({
        from: at('2026-03-01T00:00') + hour * HOUR,
        to: at('2026-03-01T01:00') + hour * HOUR,
      })),
    );
    expect(missedWindows(hourly, at('2026-03-01T10:00'), at('2026-03-01T10:59'), 10)).toEqual([]);
  });

  test('after a long pause only the newest are given', () => {
    const missed = missedWindows(hourly, 0, at('2026-03-01T10:20'), 3);
    expect(missed.map(({ to }) => to)).toEqual(
      [8, 9, 10].map((hour) => at('2026-03-01T00:00') + hour * HOUR),
    );
  });

  test('a changed schedule begins where the old one ended', () => {
    expect(missedWindows(hourly, at('2026-03-01T07:30'), at('2026-03-01T09:00'), 10)).toEqual([
      { from: at('2026-03-01T07:30'), to: at('2026-03-01T08:00') },
      { from: at('2026-03-01T08:00'), to: at('2026-03-01T09:00') },
    ]);
  });

  test('leave no gap and no overlap from the last end to the last firing', () => {
    fc.assert(
      fc.property(schedule, moment, fc.integer({ min: 0, max: 3 * DAY }), (plan, now, pause) => {
        const lastEnd = now - pause;
        let end = lastEnd;
        for (const window of missedWindows(plan, lastEnd, now, Infinity)) {
          expect(window.from).toBe(end);
          end = window.to;
        }
        expect(end).toBe(Math.max(lastEnd, lastFire(plan, now)));
      }),
    );
  });
});

describe('the windows that are owed since a schedule was changed', () => {
  const hours = (...spans: [string, string][]) =>
    spans.map(([from, to]) => ({ from: at(`2026-03-01T${from}`), to: at(`2026-03-01T${to}`) }));
  const owed = (schedule: Schedule, lastEnd: string, since: string, now: string) =>
    owedWindows(schedule, { lastEnd: at(lastEnd), since: at(since) }, at(now), 3);

  test('begin with one that goes on from the last report, not with those that would have been missed', () => {
    const found = owed({ everyMs: MINUTE }, '2026-03-01T12:00', '2026-03-01T12:40:10', '2026-03-01T12:41');
    expect(found).toEqual(hours(['12:00', '12:41']));
    const later = owed({ everyMs: MINUTE }, '2026-03-01T12:41', '2026-03-01T12:40:10', '2026-03-01T12:42');
    expect(later).toEqual(hours(['12:41', '12:42']));
  });

  test('are none before the schedule fires', () => {
    expect(owed({ everyMs: HOUR }, '2026-02-20T12:00', '2026-03-01T12:40', '2026-03-01T12:59')).toEqual([]);
  });

  test('do not reach back to before a long pause', () => {
    const found = owed({ everyMs: HOUR }, '2026-02-20T12:00', '2026-03-01T12:40', '2026-03-01T13:00');
    expect(found).toEqual(hours(['12:00', '13:00']));
  });

  test('are all those that a pause of the bot missed after the change', () => {
    const found = owed({ everyMs: HOUR }, '2026-03-01T13:00', '2026-03-01T12:40', '2026-03-01T15:00');
    expect(found).toEqual(hours(['13:00', '14:00'], ['14:00', '15:00']));
  });

  test('are in order without a gap or an overlap, end after the change and never before the last report', () => {
    const property = fc.property(
      schedule,
      moment,
      fc.nat(3 * DAY),
      fc.nat(3 * DAY),
      (one, lastEnd, off, on) => {
        const since = lastEnd + off;
        const now = since + on;
        const found = owedWindows(one, { lastEnd, since }, now, 3);
        for (const [n, { from, to }] of found.entries()) {
          expect(to).toBeGreaterThan(Math.max(from, since));
          expect(to).toBeLessThanOrEqual(now);
          expect(from).toBe(n === 0 ? Math.max(from, lastEnd) : found[n - 1]!.to);
        }
      },
    );
    fc.assert(property, { numRuns: 60 });
  });
});
