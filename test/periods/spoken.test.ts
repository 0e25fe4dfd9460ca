import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { QUARTER, quarterOf } from '../../src/mood/window.ts';
import { spokenPeriod } from '../../src/periods/spoken.ts';

/** A Wednesday. */
const NOW = Date.UTC(2026, 2, 18, 12, 7);

const readIn = (zone: string) => (text: string) => {
  const period = spokenPeriod(text, zone, NOW);
  if (!period) return null;
  const iso = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('MM-dd HH:mm');
  const { name, n, window } = period;
  return `${name}${n > 0 ? ` ${n}` : ''}: ${iso(window.from)} – ${iso(window.to)}`;
};
const read = readIn('UTC');

describe('the period that a question names', () => {
  it.each([
    [
      'yesterday: 03-17 00:00 – 03-18 00:00',
      'How was #support yesterday?',
      '#support 昨天怎么样？',
      '昨天大家還好嗎',
    ],
    ['today: 03-18 00:00 – 03-18 12:15', 'how is it in here today', '今天群里气氛咋样', '今天伺服器如何'],
    ['lastWeek: 03-09 00:00 – 03-16 00:00', 'was last week any good', '上周大家开心吗', '上個禮拜呢'],
    [
      'thisWeek: 03-16 00:00 – 03-18 12:15',
      'mood this week overall',
      '这周社区往好走吗',
      '這禮拜整體心情如何',
    ],
    ['lastMonth: 02-01 00:00 – 03-01 00:00', 'and last month?', '上个月', '上個月呢'],
    ['thisMonth: 03-01 00:00 – 03-18 12:15', 'this month please', '本月情绪', '這個月的氛圍'],
    ['days 3: 03-15 12:00 – 03-18 12:15', 'the last 3 days', '最近三天', '過去3天'],
    ['days 14: 03-04 12:00 – 03-18 12:15', 'past two weeks', '过去两周', '過去兩週'],
    ['hours 2: 03-18 10:00 – 03-18 12:15', 'in the last couple of hours', '最近2个小时', '兩小時內'],
    ['hours 1: 03-18 11:00 – 03-18 12:15', 'the past hour', '最近一小时', '這一個小時'],
    ['days 7: 03-11 12:00 – 03-18 12:15', 'are people ok lately', '大家最近好吗', '最近社群的情緒有沒有回升'],
    ['now 1: 03-18 11:00 – 03-18 12:15', 'is chat tilted rn', '现在能进去说话不', '現在平靜了嗎'],
    ['dated: 03-17 18:00 – 03-18 05:00', 'what happened last night', '昨晚决赛完', '昨天晚上很吵'],
    ['dated: 03-18 05:00 – 03-18 12:00', 'anything this morning', '今早怎么样', '今天上午'],
    ['dated: 03-14 00:00 – 03-16 00:00', 'how was the weekend', '周末心情', '週末還好嗎'],
    ['dated: 03-16 00:00 – 03-18 12:15', 'since monday it is worse', '从周一到现在', '週一以來'],
    ['dated: 03-13 00:00 – 03-14 00:00', 'how was friday', '上周五怎么了', '星期五呢'],
    ['dated: 03-05 00:00 – 03-06 00:00', 'and on March 5?', '3月5日那天', '3月5號'],
    ['dated: 03-15 00:00 – 03-16 00:00', 'how was it 3 days ago', '3天前呢', '3天以前'],
    ['days 7: 03-11 12:00 – 03-18 12:15', 'compared with last week?', '跟上周比呢', '比上週好嗎'],
  ])('%s', (wanted, ...texts) => {
    for (const text of texts) expect(read(text), text).toBe(wanted);
  });

  it('is none where no time is named, or one that has not come', () => {
    for (const text of ['how are we', 'vibe check', '群里气氛如何', 'may i ask about the moon', 'tonight?'])
      expect(read(text), text).toBeNull();
  });

  it('follows the days of the server', () => {
    expect(readIn('Asia/Shanghai')('今天')).toBe('today: 03-18 00:00 – 03-18 20:15');
    expect(readIn('America/New_York')('yesterday')).toBe('yesterday: 03-17 00:00 – 03-18 00:00');
  });

  it('is whole quarter-hours up to now, and as long before, whatever is written', () => {
    const words = [
      'last',
      'week',
      '昨',
      '天',
      '上',
      '周',
      '五',
      '3',
      ' ',
      'days',
      'since',
      'monday',
      '月',
      '最近',
      '半',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
        ),
        fc.constantFrom('UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
        (text, zone, now) => {
          const period = spokenPeriod(text, zone, now);
          if (!period) return;
          const { window, previous } = period;
          expect([window.from % QUARTER, window.to % QUARTER]).toEqual([0, 0]);
          expect(window.from).toBeLessThan(window.to);
          expect(window.to).toBeLessThan(now + QUARTER);
          const past = quarterOf(Math.min(window.to, now)) - window.from;
          expect(previous).toEqual({ from: window.from - Math.max(QUARTER, past), to: window.from });
        },
      ),
    );
  });
});
