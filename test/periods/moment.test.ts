import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../src/periods/moment.ts';
import { HOUR } from '../../src/mood/window.ts';

/** A Sunday. */
const NOW = Date.UTC(2026, 2, 15, 12, 7);
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/New_York',
  'Australia/Lord_Howe',
];

describe('a date', () => {
  it('may be written in many ways', () => {
    const day = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 2) };
    for (const text of [
      '2026-03-01',
      '2026-3-1',
      '2026/03/01',
      '2026.3.1',
      '2026年3月1日',
      ' 3月1日 ',
      '3月1號',
    ])
      expect(parseMoment(text, 'UTC', NOW), text).toEqual(day);
    const moment = Date.UTC(2026, 2, 1, 14, 30);
    for (const text of [
      '2026-03-01 14:30',
      '2026-03-01T14:30',
      '2026年3月1日14:30',
      '3月1日 14：30',
      `<t:${moment / 1000}:f>`,
    ])
      expect(parseMoment(text, 'UTC', NOW), text).toEqual({ from: moment, to: moment });
  });

  it('may be counted back from now', () => {
    const back = (text: string) => (NOW - (parseMoment(text, 'UTC', NOW)?.from ?? 0)) / HOUR;
    expect(['2h', '3d', '3 days ago', '1w', '3天前', '2小时', '1週前', 'now', '现在'].map(back)).toEqual([
      2, 72, 72, 168, 72, 2, 168, 0, 0,
    ]);
    expect(parseMoment('昨天', 'Asia/Shanghai', NOW)).toEqual(
      parseMoment('2026-03-14', 'Asia/Shanghai', NOW),
    );
    expect(parseMoment('Today', 'UTC', NOW)).toEqual(parseMoment('2026-03-15', 'UTC', NOW));
  });

  it('may be a day with a time of it, in words', () => {
    const iso = (text: string) => {
      const read = parseMoment(text, 'Asia/Shanghai', NOW);
      return read && DateTime.fromMillis(read.from, { zone: 'Asia/Shanghai' }).toFormat('MM-dd HH:mm');
    };
    const wanted = {
      '03-14 14:30': [
        'yesterday 14:30',
        'yesterday at 2:30 pm',
        '昨天 14:30',
        '昨天下午2点半',
        '14:30 yesterday',
        '3月14日下午2点半',
        'March 14, 2:30pm',
        '14 mar 2026 14:30',
        '2026-03-14 2:30pm',
        'Saturday 14:30',
        '周六 14:30',
        'last saturday 2:30pm',
      ],
      '03-14 20:00': ['昨晚8点', '昨天晚上8点', '昨晚八点', 'yesterday 8pm'],
      '03-15 08:00': ['8am', '今早8点', 'today 8 am', '8am today', '早上8点', 'Sunday 8am'],
      '03-15 00:00': ['midnight', '午夜', 'today', '今天'],
      '03-16 00:00': ['tomorrow', '今晚12点', 'today 24:00'],
      '03-16 12:00': ['tomorrow noon', '明天中午'],
      '03-13 09:00': ['前天 9:00', 'day before yesterday 9am'],
    };
    for (const [moment, texts] of Object.entries(wanted)) {
      for (const text of texts) expect(iso(text), text).toBe(moment);
    }
    for (const text of [
      'yesterdayish',
      'yesterday soon',
      'tomorrow 25:00',
      'march',
      'mar 32',
      'monsoon',
      '1/3',
      '8 yesterday',
    ])
      expect(iso(text), text).toBeNull();
  });

  it('is at the jump where clocks skip it, and the first of two where they repeat it', () => {
    const inNewYork = (text: string) => parseMoment(text, 'America/New_York', NOW)?.from;
    expect(inNewYork('2026-03-08 2:30am')).toBe(Date.UTC(2026, 2, 8, 7, 30));
    expect(inNewYork('2025-11-02 1:30am')).toBe(Date.UTC(2025, 10, 2, 5, 30));
    expect(inNewYork('2026-03-08 24:00')).toBe(Date.UTC(2026, 2, 9, 4));
  });

  it('without its year is the last one that has begun', () => {
    expect(parseMoment('12月31日', 'UTC', NOW)?.from).toBe(Date.UTC(2025, 11, 31));
  });

  it('comes back as it was written, in every zone', () => {
    const dates = fc.date({ min: new Date('2015-02-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.constantFrom(...ZONES), (date, zone) => {
        const minute = DateTime.fromJSDate(date, { zone }).startOf('minute');
        const read = parseMoment(minute.toFormat('yyyy-MM-dd HH:mm'), zone, NOW);
        expect(DateTime.fromMillis(read!.from, { zone }).toFormat('yyyy-MM-dd HH:mm')).toBe(
          minute.toFormat('yyyy-MM-dd HH:mm'),
        );
      }),
    );
  });

  it('never makes the parser throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...ZONES), (text, zone) => {
        const read = parseMoment(text, zone, NOW);
        expect(read === null || (Number.isFinite(read.from) && read.to >= read.from)).toBe(true);
      }),
    );
  });
});
