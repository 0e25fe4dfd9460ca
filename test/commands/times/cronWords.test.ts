import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronWords } from '../../../src/commands/times/cronWords.ts';
import { LOCALES } from '../../../src/locale.ts';
import { wordsIn } from '../../../src/report/words.ts';
import { cronFields } from '../../../src/schedule/cronFields.ts';

const read = (cron: string, locale: (typeof LOCALES)[number] = 'en') =>
  cronWords(cronFields(cron), { words: wordsIn(locale), locale });

describe('a cron expression in words', () => {
  it.each([
    ['0 * * * *', 'every hour at :00', '每小时整点', '每小時整點'],
    ['5,35 * * * *', 'every hour at :05 and :35', '每小时的第 05、35 分', '每小時的第 05、35 分'],
    ['* * * * *', 'every minute', '每分钟', '每分鐘'],
    ['*/15 * * * *', 'every 15 minutes', '每 15 分钟', '每 15 分鐘'],
    ['0 9 * * *', 'every day at 09:00', '每天 09:00', '每天 09:00'],
    ['0 */6 * * *', 'every day at 00:00, 06:00, 12:00, and 18:00', '每天 00:00、06:00、12:00、18:00', null],
    ['30 */2 * * *', 'every 2 hours from 00:30', '从 00:30 起每 2 小时', '從 00:30 起每 2 小時'],
    ['0 9 * * 1-5', 'Monday to Friday at 09:00', '周一至周五 09:00', '週一至週五 09:00'],
    ['0 9 * * 1', 'every Monday at 09:00', '每周一 09:00', '每週一 09:00'],
    ['0 18 * * 0,6', 'every Saturday and Sunday at 18:00', '每周六、周日 18:00', null],
    ['0 9 1 * *', 'on day 1 of the month at 09:00', '每月 1 日 09:00', '每月 1 日 09:00'],
    ['0 9 1,15 * *', 'on days 1 and 15 of the month at 09:00', '每月 1、15 日 09:00', null],
    [
      '0 9 1 * 1',
      'on day 1 of the month and every Monday at 09:00',
      '每月 1 日，以及每周一 09:00',
      '每月 1 日，以及每週一 09:00',
    ],
    ['*/10 9-17 * * 1-5', 'Monday to Friday, every 10 minutes, 09:00–17:59', null, null],
    ['0 9 1 jan,jul *', 'on day 1 of the month at 09:00, in January and July', null, null],
  ])('%s is "%s"', (cron, ...expected) => {
    for (const [n, text] of expected.entries()) if (text !== null) expect(read(cron, LOCALES[n])).toBe(text);
  });

  const some = (most: number, least = 0) =>
    fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 8 }).map(String);
  const stepped = (most: number) => fc.integer({ min: 1, max: most }).map((step) => `*/${step}`);
  const field = (most: number, least = 0) =>
    fc.oneof(fc.constant('*'), some(most, least), stepped(most), fc.constant(`${least}-${most}`));
  const FIELDS = [field(59), field(23), field(31, 1), field(12, 1), field(6)] as const;
  const cron = fc.tuple(...FIELDS).map((fields) => fields.join(' '));
  /** Two expressions that differ in one field at most. */
  const alike = fc
    .tuple(fc.tuple(...FIELDS), fc.tuple(...FIELDS), fc.integer({ min: 0, max: 4 }))
    .map(([one, other, at]) => [one.join(' '), one.with(at, other[at]!).join(' ')] as const);

  it.each(LOCALES)('reads differently in %s wherever it fires at other times', (locale) => {
    fc.assert(
      fc.property(alike, ([one, other]) => {
        const isSame = JSON.stringify(cronFields(one)) === JSON.stringify(cronFields(other));
        expect(read(one, locale) === read(other, locale)).toBe(isSame);
      }),
      { numRuns: 300 },
    );
  });

  it('holds nothing of cron’s own signs, and fits in a field of an embed', () => {
    fc.assert(
      fc.property(cron, fc.constantFrom(...LOCALES), (one, locale) => {
        const text = read(one, locale);
        expect(text).not.toMatch(/[*/]|\{|\}|undefined/);
        expect(text.length).toBeLessThan(1024);
      }),
    );
  });
});
