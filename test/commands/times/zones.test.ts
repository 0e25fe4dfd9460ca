import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { offsetIn, offsetText, zonesAt } from '../../../src/commands/times/offsets.ts';
import { CALLED } from '../../../src/commands/times/places.ts';
import {
  changesClocks,
  offsetOf,
  suggestZones,
  timeIn,
  zoneLabel,
  zonesMeant,
} from '../../../src/commands/times/zones.ts';
import { LOCALES } from '../../../src/locale.ts';
import { zoneName } from '../../../src/report/times.ts';

const WINTER = Date.UTC(2026, 0, 1, 12);

describe('time zones', () => {
  it('are found by name whatever the case, with spaces for underscores', () => {
    expect(zonesMeant(' asia/shanghai ')).toEqual(['Asia/Shanghai']);
    expect(zonesMeant('america/new york')).toEqual(['America/New_York']);
    expect(zonesMeant('Asia/Calcutta')).toEqual(['Asia/Calcutta']);
  });

  it.each(
    Object.entries({
      UTC: 'utc, GMT, Z, UTC+0, +00:00, GMT-0',
      'Asia/Shanghai': '北京, 北京时间, 北京時間, Beijing, beijing time, 上海, China, 中国标准时间, 中国',
      'Asia/Tokyo': '東京, 东京, Tokyo, tokyo time, JST, Japan, 日本时间, 日本',
      'Asia/Taipei': '台北, 臺北時間, Taiwan',
      'America/New_York':
        'EST, EDT, ET, est, New York, nyc, Eastern Time, 纽约, 紐約時間, 美东时间, 北美东部时间',
      'America/Los_Angeles': 'Pacific, pacific time, PST, San Francisco, 洛杉矶, 北美太平洋时间, 太平洋時間',
      'America/Chicago': 'Central Time, Chicago, 芝加哥',
      'Europe/Berlin': 'CET, CEST, Berlin, Germany, Munich, 德国时间, 中欧标准时间',
      'Europe/London': 'London, UK, 英国时间, 伦敦',
      'America/Sao_Paulo': 'São Paulo, sao paulo, 圣保罗时间',
      'Asia/Urumqi': '乌鲁木齐, 烏魯木齊, urumqi, Ürümqi',
      'Europe/Vienna': 'Vienna, Austria, 奥地利, 奧地利時間',
      'Asia/Kolkata': '+05:30, UTC+5:30, GMT+0530, Mumbai, India',
      'Asia/Kathmandu': '+05:45, UTC+5.45',
      'Etc/GMT-8': 'UTC+8, utc + 8, GMT+8, +8, +08:00, +0800, utc8, UTC＋８, 东八区, 東八區',
      'Etc/GMT-1': 'GMT+1, UTC+1',
      'Etc/GMT+5': 'UTC-5, GMT−5, -05:00, 西五区',
    }),
  )('mean %s by %s', (zone, texts) => {
    for (const text of texts.split(', ')) expect(zonesMeant(text), text).toEqual([zone]);
  });

  it('that share an abbreviation are all named', () => {
    expect(zonesMeant('CST')).toEqual(expect.arrayContaining(['America/Chicago', 'Asia/Shanghai']));
    expect(zonesMeant('IST')).toHaveLength(3);
    expect(zonesMeant('bst')).toEqual(['Europe/London', 'Asia/Dhaka']);
    expect(suggestZones('CST', 'en').slice(0, 2)).toEqual(['America/Chicago', 'Asia/Shanghai']);
  });

  it('are refused where nothing is called so', () => {
    for (const text of [
      '',
      'local',
      'Moon/Base',
      '../etc',
      'UTC+15',
      '+08:15',
      '8',
      'UTC+',
      '东',
      'x'.repeat(50),
    ])
      expect(zonesMeant(text), text).toEqual([]);
  });

  it('called by another name are zones that there are', () => {
    for (const [name, zones] of CALLED) {
      for (const zone of zones) expect(IANAZone.isValidZone(zone), zone).toBe(true);
      expect(zonesMeant(name), name).toEqual(zones);
    }
  });

  it('of an offset keep it, whatever the sign in their name', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -12, max: 14 }),
        fc.constantFrom('UTC', 'GMT', 'utc ', ''),
        (hours, prefix) => {
          const text = `${prefix}${hours < 0 ? '-' : '+'}${Math.abs(hours)}`;
          expect(offsetIn(text)).toBe(hours * 60);
          const [zone = ''] = zonesMeant(text);
          expect(offsetOf(zone, WINTER)).toBe(hours * 60);
          expect(zoneName(zone)).toBe(offsetText(hours * 60));
        },
      ),
    );
    for (let offset = -720; offset <= 840; offset += 15) {
      for (const zone of zonesAt(offset).slice(0, 1)) {
        const inYear = [WINTER, WINTER + 182 * 86_400_000].map((at) => offsetOf(zone, at));
        expect(inYear, zone).toContain(offset);
      }
    }
  });

  it('are suggested by city, each of them one that is accepted, and never none', () => {
    expect(suggestZones('shang', 'en')[0]).toBe('Asia/Shanghai');
    expect(suggestZones('new york', 'en')).toContain('America/New_York');
    expect(suggestZones('', 'zh-TW')[0]).toBe('Asia/Taipei');
    expect(suggestZones('北', 'zh-CN')).toContain('Asia/Shanghai');
    expect(suggestZones('柏林', 'zh-CN')[0]).toBe('Europe/Berlin');
    expect(suggestZones('Berlln', 'en')).toContain('Europe/Berlin');
    expect(suggestZones('UTC+8', 'en')[0]).toBe('Etc/GMT-8');
    expect(suggestZones('UTC+8', 'en')).toContain('Asia/Shanghai');
    const typed = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('UTC+8', '北京时间', 'EST', '+05:15'),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom(...LOCALES), (text, locale) => {
        const zones = suggestZones(text, locale);
        expect(zones.length).toBeGreaterThan(0);
        expect(zones.length).toBeLessThanOrEqual(25);
        expect(new Set(zones).size).toBe(zones.length);
        for (const zone of zones) expect(zonesMeant(zone)).toEqual([zone]);
      }),
      { numRuns: 40 },
    );
  });

  it('read in the language of the reader, with their offset and their time', () => {
    expect(zoneLabel('Asia/Tokyo', 'zh-CN', WINTER)).toBe('Asia/Tokyo · 日本标准时间 · UTC+9 · 21:00');
    expect(zoneLabel('Etc/GMT-8', 'en', WINTER)).toBe('UTC+8 · 20:00');
    expect(timeIn('Asia/Kathmandu', WINTER)).toBe('17:45');
    expect([changesClocks('America/New_York', WINTER), changesClocks('Asia/Shanghai', WINTER)]).toEqual([
      true,
      false,
    ]);
  });
});
