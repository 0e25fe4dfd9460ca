import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSchedule } from '../../src/schedule/schedule.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';

describe('parseSchedule', () => {
  test.each([
    ['30 minutes', 30 * MINUTE],
    ['30m', 30 * MINUTE],
    ['every 30 min', 30 * MINUTE],
    ['1 hour', HOUR],
    ['an hour', HOUR],
    ['every hour', HOUR],
    ['hourly', HOUR],
    ['2h', 2 * HOUR],
    ['90 Seconds', 90_000],
    ['1 day', DAY],
    ['30分钟', 30 * MINUTE],
    ['３０ 分鐘', 30 * MINUTE],
    ['每小时', HOUR],
    ['每2个小时', 2 * HOUR],
    ['半小时', 30 * MINUTE],
    ['每隔半小时', 30 * MINUTE],
    ['每天', DAY],
  ])('"%s" is an interval', (text, everyMs) => {
    expect(parseSchedule(text, 'Asia/Shanghai')).toEqual({ everyMs, timeZone: 'Asia/Shanghai' });
  });

  test.each(['off', ' OFF ', '关闭', '關'])('"%s" is off', (text) => {
    expect(parseSchedule(text, 'UTC')).toBeNull();
  });

  test.each(['0 * * * *', '*/15 9-17 * * mon-fri', '0 0 29 2 *', '0  9 * *  1'])('"%s" is cron', (text) => {
    expect(parseSchedule(text, 'UTC')).toEqual({ cron: text.replaceAll(/\s+/g, ' '), timeZone: 'UTC' });
  });

  test.each([
    ['30 seconds', 'more often than once a minute'],
    ['0 minutes', 'more often than once a minute'],
    ['* * * * * *', 'five fields'],
    ['2 days', 'longer than a day'],
    ['every blue moon', 'is no schedule'],
    ['', 'is no schedule'],
    ['99 * * * *', 'is no cron expression'],
    ['0 0 30 2 *', 'is no cron expression'],
    ['H * * * *', 'is no cron expression'],
    ['@hourly', 'is no schedule'],
  ])('"%s" is refused with the text, what is wrong and an example', (text, problem) => {
    const attempt = () => parseSchedule(text, 'UTC');
    expect(attempt).toThrow(`"${text}"`);
    expect(attempt).toThrow(problem);
    expect(attempt).toThrow('"30 minutes"');
  });

  test('an unknown time zone is named', () => {
    expect(() => parseSchedule('1 hour', 'Mars/Olympus')).toThrow('"Mars/Olympus" is no time zone');
    expect(() => parseSchedule('1 hour', 'a\nb')).toThrow('"a b" is no time zone');
  });

  test('whatever a person writes is parsed or refused in one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        try {
          parseSchedule(text, 'Europe/Berlin');
        } catch (error) {
          expect((error as Error).name).toBe('ScheduleError');
          expect((error as Error).message).not.toMatch(/[\n\r]/);
        }
      }),
      { numRuns: 50 },
    );
  });
});
