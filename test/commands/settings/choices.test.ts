import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { suggestSchedules } from '../../../src/commands/settings/schedules.ts';
import { suggestZones, timeIn, zoneOf } from '../../../src/commands/settings/zones.ts';
import { LOCALES } from '../../../src/locale.ts';
import { words } from '../../../src/report/words.ts';

describe('time zones', () => {
  it('are found whatever the case, with spaces for underscores', () => {
    expect(zoneOf(' asia/shanghai ')).toBe('Asia/Shanghai');
    expect(zoneOf('america/new york')).toBe('America/New_York');
    expect(zoneOf('utc')).toBe('UTC');
  });

  it('are refused where there is none of that name', () => {
    for (const text of ['', 'Asia/Beijing', 'local', 'system', '+08:00', 'UTC+8', 'Asia', '../etc'])
      expect(zoneOf(text), text).toBeNull();
  });

  it('are suggested by city, each of them one that is accepted', () => {
    expect(suggestZones('shang', 'en')[0]).toBe('Asia/Shanghai');
    expect(suggestZones('new york', 'en')).toContain('America/New_York');
    expect(suggestZones('', 'zh-TW')[0]).toBe('Asia/Taipei');
    fc.assert(
      fc.property(fc.string({ maxLength: 4 }), fc.constantFrom(...LOCALES), (typed, locale) => {
        const zones = suggestZones(typed, locale);
        expect(zones.length).toBeLessThanOrEqual(25);
        expect(new Set(zones).size).toBe(zones.length);
        for (const zone of zones) expect(zoneOf(zone)).toBe(zone);
      }),
    );
  });

  it('that are suggested can tell the time', () => {
    for (const zone of suggestZones('', 'en')) expect(IANAZone.isValidZone(zone), zone).toBe(true);
    expect(timeIn('Asia/Kathmandu', Date.UTC(2026, 0, 1, 12))).toBe('17:45');
  });
});

describe('schedules', () => {
  it('are suggested beside what was typed, which comes first', () => {
    expect(suggestSchedules('', words('en')).map(({ value }) => value)).toContain('off');
    expect(suggestSchedules('*/5 * * * *', words('en'))[0]?.value).toBe('*/5 * * * *');
    expect(suggestSchedules('每天', words('zh-CN')).map(({ value }) => value)).toEqual(['每天', '0 9 * * *']);
    expect(suggestSchedules('off', words('en')).filter(({ value }) => value === 'off')).toHaveLength(1);
  });
});
