import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meaningOf, runsOf, scheduleText, storedSchedule } from '../../../src/commands/times/schedule.ts';
import { planOf } from '../../../src/schedule/schedule.ts';
import { wordsIn } from '../../../src/report/words.ts';

const NOW = Date.UTC(2026, 2, 7, 12);
const EN = { words: wordsIn('en'), locale: 'en' } as const;
const ZH = { words: wordsIn('zh-CN'), locale: 'zh-CN' } as const;

describe('a schedule as people type it', () => {
  it.each(
    Object.entries({
      '0 8 * * *':
        '8am, 8 am, every day at 8am, daily at 8, 每天早上8点, 早上八点, 8:00, 8am every day, everyday 8h',
      '30 14 * * *': '2:30pm, 14h30, 每天下午2点半, daily 14:30',
      '0 12 * * *': 'noon, 中午, every day at noon',
      '0 0 * * *': 'midnight, 午夜, 晚上12点',
      '0 9 * * 1-5':
        'weekdays 9:00, every weekday at 9am, 工作日9点, 每个工作日上午9点, 周一至周五 9:00, 9am on weekdays',
      '0 9 * * 1': 'mondays 9am, every Monday at 9, 每周一9点, 星期一上午9点',
      '0 20 * * 0': 'sunday 8pm, 每周日晚上8点, 禮拜天晚上8點',
    }),
  )('is %s by %s', (cron, texts) => {
    for (const text of texts.split(', ')) {
      expect(scheduleText(text, false), text).toBe(cron);
      expect(scheduleText(text, true), text).toBe(cron);
    }
  });

  it('is eight o’clock by 8h and by 8 where it is daily, and else an interval or nothing', () => {
    expect(['8h', '8 h', '8', '24h'].map((text) => scheduleText(text, true))).toEqual([
      '0 8 * * *',
      '0 8 * * *',
      '0 8 * * *',
      '0 0 * * *',
    ]);
    expect(['8h', '8', 'off', '30 minutes', '*/5 * * * *'].map((text) => scheduleText(text, false))).toEqual([
      '8h',
      '8',
      'off',
      '30 minutes',
      '*/5 * * * *',
    ]);
  });

  it('comes back from every time of day, as a schedule that can be read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const held = scheduleText(time, true);
        expect(storedSchedule(held, EN)).toBe(`every day at ${time}`);
        expect(planOf(held, 'UTC')?.next(NOW, 1)[0]).toBeGreaterThan(NOW);
      }),
    );
  });

  it('is said in words, with the next three runs in the time zone, over a change of clocks', () => {
    const daily = planOf('0 8 * * *', 'America/New_York')!;
    expect(meaningOf(daily, EN)).toBe('every day at 08:00');
    expect(daily.next(NOW, 3).map((at) => new Date(at).toISOString().slice(5, 16))).toEqual([
      '03-07T13:00',
      '03-08T12:00',
      '03-09T12:00',
    ]);
    expect(runsOf(daily, 'America/New_York', 'en', NOW)).toBe(
      'Sat, Mar 7, 08:00 · Sun, Mar 8, 08:00 · Mon, Mar 9, 08:00',
    );
    expect(meaningOf(planOf('8h', 'UTC'), ZH)).toBe('每 8 小时');
    expect(storedSchedule('90 seconds', EN)).toBe('every 90 s');
    expect(storedSchedule('each full moon', EN)).toBe('`each full moon`');
    expect(meaningOf(null, EN)).toBe('off');
  });
});
