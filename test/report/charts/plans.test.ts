import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../../src/mood/counts.ts';
import { DAY, HOUR } from '../../../src/mood/window.ts';
import { drawable, isDrawable } from '../../../src/report/charts/fonts.ts';
import { moodTimeline } from '../../../src/report/charts/moodTimeline.ts';
import type { IncidentSpec } from '../../../src/report/charts/spec.ts';
import { LOCALES } from '../../../src/locale.ts';
import { cloud, counted, incident, START, timeline } from './samples.ts';

describe('a chart’s description', () => {
  it('states the finding of a timeline in the server’s own time', () => {
    expect(timeline('en').alt).toBe(
      'Mood by hour, 10/13 08:00 – 10/14 08:00: latest −3 (07:00); highest +44 (15:00), lowest −8 (05:00).',
    );
    expect(timeline('zh-CN').alt).toMatch(
      /^每小时情绪，10\/13 08:00 – 10\/14 08:00：最新 −\d+（07:00）；最高 \+\d+/,
    );
  });

  it('states how far an incident is from normal', () => {
    expect(incident('en').alt).toMatch(
      /^Negative share by quarter-hour: up to 6\d% at 1[23]:\d\d; 4% to 26% is normal\.$/,
    );
  });

  it('lists the words of a cloud, the heaviest first', () => {
    expect(cloud('en').alt).toMatch(
      /^Word cloud, the words used more than before: refund \(21\), launcher \(13\)/,
    );
  });

  it('says so where nothing was written', () => {
    const empty = [0, 1].map((n) => ({ at: START + n * HOUR, counts: NO_COUNTS }));
    const shown = { from: START, to: START + 2 * HOUR };
    expect(moodTimeline(empty, shown, { locale: 'en', timeZone: 'UTC' }).alt).toBe(
      'Mood by hour, 10/13 00:00 – 10/13 02:00: nothing was written.',
    );
  });
});

describe('a timeline', () => {
  it('leaves a gap where nothing was written', () => {
    const { points } = timeline('en').spec;
    expect(points.map((point) => point === null)).toEqual(points.map((_, n) => n === 5 || n === 6));
  });

  it('calls days by their dates, with no more labels than a phone has room for', () => {
    const days = Array.from({ length: 30 }, (_, n) => ({ at: START + n * DAY, counts: counted(n, 5, 3) }));
    const shown = { from: START, to: START + 30 * DAY };
    const reader = { locale: 'en', timeZone: 'UTC' } as const;
    const { ticks, title } = moodTimeline(days, shown, reader).spec;
    expect(title).toBe('Mood by day, 10/13 – 11/11');
    expect(ticks.filter((tick) => tick !== '')).toEqual(['10/13', '10/18', '10/23', '10/28', '11/2', '11/7']);
  });
});

describe('an incident’s chart', () => {
  it('shows four hours before it and shades it', () => {
    const { points, span } = incident('en').spec as IncidentSpec;
    expect(points).toHaveLength(20);
    expect(span).toEqual([16, 19]);
    expect(points[3]).toBeNull();
  });

  it('draws one band for the whole chart: the normal share that the alert tells, with its figures', () => {
    const { points, normal, names } = incident('en').spec as IncidentSpec;
    expect(normal.low).toBeCloseTo((100 * 2) / 46);
    expect(normal.high).toBeCloseTo((100 * 12) / 46);
    expect(names.expected).toBe('normal: 4–26 %');
    expect(Math.min(...points.slice(16).map((share) => share ?? 0))).toBeGreaterThan(2 * normal.high);
  });

  it('names the zone of its clock', () => {
    const zones = [incident('en'), timeline('zh-CN')].map(({ spec }) => (spec as IncidentSpec).zone);
    expect(zones).toEqual(['Asia/Shanghai', 'Asia/Shanghai']);
  });
});

describe('the fonts', () => {
  it.each(LOCALES)('hold every letter of simplified and traditional Chinese, for %s', (locale) => {
    expect(isDrawable('嗎這還體叮嚀吗这还体服务器伺服器，。（）≈−–·Größe Здравствуйте', locale)).toBe(true);
  });

  it('leave out emoji', () => {
    expect(drawable('refund 😀🔥', 'en')).toBe('refund');
  });
});
