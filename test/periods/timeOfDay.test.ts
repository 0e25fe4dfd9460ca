import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeOfDay } from '../../src/periods/timeOfDay.ts';

const written = (text: string) => {
  const time = timeOfDay(text);
  return time && `${time.hour}:${String(time.minute).padStart(2, '0')}`;
};

describe('a time of day', () => {
  it.each(
    Object.entries({
      '8:00':
        '8am, 8 am, 8 AM, 8 a.m., 8h, 08:00, 8：00, 8.00, 8 o’clock, at 8am, 早上8点, 早上八点, 8点整, 8點, 8時, 上午 8:00, ８点钟',
      '14:30':
        '2:30pm, 2:30 pm, 14:30, 14h30, 14.30, 下午2点半, 下午两点半, 下午2:30, 下午2点30分, 14点半, 14時30分, 下午兩點三十分',
      '14:00': '14h, 2pm, 下午2点, 十四点',
      '12:00': 'noon, midday, 12pm, 中午, 正午, 中午12点',
      '0:00': 'midnight, 12am, 午夜, 半夜, 0:00, 零点, 凌晨12点, 午夜12点',
      '20:15': '晚上8点一刻, 晚上八点十五, 8:15pm, 晚8点15分',
      '13:00': '中午1点, 下午1点, 1 p.m.',
      '3:05': '凌晨3点零五分, 3:05 AM, 凌晨三點05分',
      '24:00': '24:00, 晚上12点',
      '21:45': '二十一点三刻, 晚上9点45',
    }),
  )('is %s in %s', (wanted, texts) => {
    for (const text of texts.split(', ')) expect(written(text), text).toBe(wanted);
  });

  it('is nothing that has no such hour, and no other text', () => {
    for (const text of '25:00, 8:60, 13pm, 0am, 24:01, 早上14点, 中午6点, 十十点, soon, 8, 2026, 1/3, 8pmx, 点, h, pm, constructor, __proto__'.split(
      ', ',
    ))
      expect(timeOfDay(text), text).toBeNull();
    expect(timeOfDay('8', true)).toEqual({ hour: 8, minute: 0 });
    expect(timeOfDay('25', true)).toBeNull();
  });

  it('comes back from each way of writing it', () => {
    const hours = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const mm = String(minute).padStart(2, '0');
        const half = hour < 12 ? 'am' : 'pm';
        for (const text of [
          `${hour}:${mm}`,
          `${hour}h${mm}`,
          `${hour % 12 || 12}:${mm} ${half}`,
          `${hour}点${mm}分`,
        ])
          expect(timeOfDay(text), text).toEqual({ hour, minute });
      }),
    );
  });

  it('is found or not, never thrown at, whatever is typed', () => {
    const pieces = fc.constantFrom(
      '8',
      '12',
      '十',
      '两',
      '零',
      '点',
      '半',
      '刻',
      '下午',
      '晚上',
      ':',
      'am',
      'pm',
      'h',
      ' ',
      '分',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces).map((all) => all.join('')),
          fc.string({ unit: 'grapheme' }),
        ),
        (text) => {
          const time = timeOfDay(text);
          if (!time) return;
          expect(Number.isInteger(time.hour) && time.hour >= 0 && time.hour <= 24).toBe(true);
          expect(Number.isInteger(time.minute) && time.minute >= 0 && time.minute <= 59).toBe(true);
        },
      ),
    );
  });
});
