import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { duration, moment, period, windowIn } from '../../src/report/times.ts';
import { wordsIn } from '../../src/report/words.ts';

const noon = Date.UTC(2026, 9, 13, 12);

describe('times', () => {
  it('are shown by Discord in each reader’s own time zone', () => {
    expect(moment(noon + 999, 't')).toBe(`<t:${noon / 1000}:t>`);
    expect(period({ from: noon, to: noon + HOUR }, wordsIn('en'))).toBe(
      '<t:1791892800:f> – <t:1791896400:t>',
    );
    expect(period({ from: noon, to: noon + DAY }, wordsIn('en'))).toBe('<t:1791892800:f> – <t:1791979200:f>');
  });

  it('are written in the server’s time zone where Discord’s do not show, half hours included', () => {
    const window = { from: noon, to: noon + HOUR };
    expect(windowIn(window, 'UTC')).toBe('2026-10-13 12:00–13:00');
    expect(windowIn(window, 'Asia/Kolkata')).toBe('2026-10-13 17:30–18:30');
    expect(windowIn({ from: noon, to: noon + DAY }, 'UTC')).toBe('2026-10-13 12:00 – 2026-10-14 12:00');
  });

  it.each([
    [20_000, '1 min', '1 分钟'],
    [42 * MINUTE, '42 min', '42 分钟'],
    [HOUR, '1 h', '1 小时'],
    [3 * HOUR + 5 * MINUTE, '3 h 5 min', '3 小时 5 分钟'],
    [26 * HOUR, '26 h', '26 小时'],
    [3 * DAY, '3 days', '3 天'],
  ])('a span of %i ms is "%s"', (ms, english, chinese) => {
    expect(duration(ms, wordsIn('en'))).toBe(english);
    expect(duration(ms, wordsIn('zh-CN'))).toBe(chinese);
  });
});
