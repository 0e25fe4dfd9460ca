import { describe, expect, it } from 'vitest';
import { suggestSchedules } from '../../../src/commands/settings/schedules.ts';
import { wordsIn } from '../../../src/report/words.ts';

const offered = (typed: string, subcommand = 'summary', locale: 'en' | 'zh-CN' = 'en') =>
  suggestSchedules(typed, { words: wordsIn(locale), locale }, subcommand);

describe('schedules', () => {
  it('are suggested beside what was typed, which comes first', () => {
    expect(offered('').map(({ value }) => value)).toContain('off');
    expect(offered('*/5 * * * *')[0]).toEqual({
      name: '*/5 * * * * → every 5 minutes',
      value: '*/5 * * * *',
    });
    expect(offered('每天', 'summary', 'zh-CN').map(({ value }) => value)).toEqual(['每天', '0 9 * * *']);
    expect(offered('off').filter(({ value }) => value === 'off')).toHaveLength(1);
    expect(offered('who knows')[0]?.name).toBe('who knows');
  });

  it('say what was understood while one types', () => {
    expect(offered('8h')[0]).toEqual({ name: '8h → every 8 h', value: '8h' });
    expect(offered('8h', 'daily')[0]).toEqual({ name: '8h → every day at 08:00', value: '8h' });
    expect(offered('工作日下午2点半', 'summary', 'zh-CN')[0]?.name).toBe(
      '工作日下午2点半 → 周一至周五 14:30',
    );
  });
});
