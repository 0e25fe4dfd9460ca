import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId, messageId } from '../../src/ids.ts';
import { comparisons, type TopicFacts } from '../../src/mood/daily.ts';
import { aroundEvent, eventEffect, eventsOf } from '../../src/mood/eventEffect.ts';
import { lastDays, wholeDays } from '../../src/mood/localDay.ts';
import { moodOf } from '../../src/mood/mood.ts';
import { lastHours } from '../../src/mood/span.ts';
import { suggestionsFor } from '../../src/mood/suggestions.ts';
import { typicalOf, untroubled } from '../../src/mood/typical.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';

const counts = (positive: number, neutral: number, negative: number) => ({
  positive,
  neutral,
  negative,
  total: positive + neutral + negative,
  uncertain: 0,
});

describe('local days', () => {
  it('are those that were over, 23 or 25 hours long where clocks are changed', () => {
    const days = wholeDays('Europe/Berlin', Date.UTC(2026, 2, 30, 5), 2);
    expect(days.map(({ from, to }) => (to - from) / HOUR)).toEqual([24, 23]);
    expect(days.at(-1)?.to).toBe(Date.UTC(2026, 2, 29, 22));
  });

  it('are counted back from now, this quarter-hour included: the last one is the time of /mood', () => {
    const now = Date.UTC(2026, 2, 30, 5, 7);
    const [before, last] = lastDays(now, 2);
    expect(before).toEqual({ from: Date.UTC(2026, 2, 28, 5), to: Date.UTC(2026, 2, 29, 5) });
    expect(last).toEqual({ from: Date.UTC(2026, 2, 29, 5), to: Date.UTC(2026, 2, 30, 5, 15) });
    expect(lastHours(24, now)).toEqual({ window: last, previous: before });
  });
});

describe('a day compared', () => {
  it('with the day before, the same day of other weeks, and its week with the weeks before', () => {
    const days = Array.from({ length: 30 }, (_, n) => ({
      counts: counts(n === 29 ? 10 : n % 7 === 1 ? 80 : 50, 50, 50),
      hours: 24,
    }));
    const { dayBefore, weekday, week } = comparisons(days);
    expect(dayBefore).toMatchObject({ total: 150, change: { trend: 'falling' } });
    expect(weekday?.total).toBe(4 * 180);
    expect(week?.total).toBe(6 * 150 + 110);
    expect(comparisons([{ counts: counts(1, 1, 1), hours: 24 }])).toMatchObject({
      dayBefore: null,
      weekday: null,
    });
  });
});

describe('an event', () => {
  const day = { from: Date.UTC(2026, 0, 4), to: Date.UTC(2026, 0, 5) };

  it('is compared over as long before as after, in whole quarter-hours, and told of in one report only', () => {
    fc.assert(
      fc.property(fc.integer({ min: day.from - DAY, max: day.to - 1 }), (at) => {
        const told = [day, { from: day.from + DAY, to: day.to + DAY }].filter((one) => {
          const { from, to } = eventsOf(one);
          return at >= from && at < to;
        });
        expect(told.length).toBeLessThanOrEqual(1);
        const [its] = told;
        if (!its) return;
        const { before, after } = aroundEvent(at, its);
        expect(after.to - after.from).toBe(before.to - before.from);
        expect(after.to - after.from).toBeLessThanOrEqual(DAY);
        expect(after.to - after.from).toBeGreaterThan(5 * HOUR);
        expect(before.to).toBeLessThanOrEqual(at);
        expect(after.from).toBeGreaterThanOrEqual(at);
        for (const edge of [before.from, before.to, after.from, after.to])
          expect(edge % (15 * MINUTE)).toBe(0);
      }),
    );
  });

  it('changed the mood only where it is more than chance, and cannot be told from a few messages', () => {
    const span = { from: 0, to: 10 * HOUR };
    expect(eventEffect(counts(10, 20, 70), counts(50, 30, 20), span)?.trend).toBe('falling');
    expect(eventEffect(counts(9, 10, 11), counts(11, 10, 9), span)?.trend).toBe('steady');
    expect(eventEffect(counts(0, 0, 9), counts(90, 0, 0), span)).toBeNull();
  });
});

describe('suggestions', () => {
  const cited = { channelId: channelId.parse('1'), id: messageId.parse('2') };
  const topic = (name: string, [good, bad]: [number, number]): TopicFacts => ({
    name,
    namedBy: 'words',
    total: good + bad,
    authors: 4,
    mood: moodOf(counts(good, 0, bad))!,
    cites: [cited],
    gist: null,
  });
  const none = { topics: [], incidents: [], events: [], negative: [] };
  const incident = {
    channelId: cited.channelId,
    since: 0,
    openedAt: 0,
    resolvedAt: null,
    isSilent: false,
    isFalseAlarm: false,
    acknowledged: false,
    negative: 9,
    total: 12,
    expected: 2,
    interval: [0, 5] as const,
  };

  it('rest on what is more than chance, what hurts first, three at most', () => {
    const topics = [topic('boats', [10, 0]), topic('login', [0, 10]), topic('tea', [2, 2])];
    expect(suggestionsFor({ ...none, topics, incidents: [incident] }).map((one) => one.kind)).toEqual([
      'alert',
      'answer',
      'praise',
    ]);
    expect(suggestionsFor({ ...none, topics: [topic('tea', [2, 2])] })).toEqual([]);
  });

  it('leave out alerts that were taken up, were false or are in a channel not seen here', () => {
    const incidents = [
      { ...incident, acknowledged: true },
      { ...incident, isFalseAlarm: true },
      { ...incident, channelId: null },
    ];
    expect(suggestionsFor({ ...none, incidents })).toEqual([]);
  });
});

describe('typical messages', () => {
  const message = (
    id: string,
    authorId: string,
    probability: number,
    {
      label = 'negative',
      minute = 0,
      uncertain = false,
      channelId = 'support',
    }: Partial<{
      label: 'negative' | 'positive';
      minute: number;
      uncertain: boolean;
      channelId: string;
    }> = {},
  ) => ({
    id,
    channelId,
    authorId,
    createdAt: minute * MINUTE,
    verdict: {
      label,
      probabilities: { positive: 0, negative: 0, neutral: 1 - probability, [label]: probability },
      uncertain,
    },
  });
  const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);

  it('are nearest to the centre of their class, of different people, and certain', () => {
    const messages = [
      message('1', 'ann', 0.99),
      message('2', 'ben', 0.9),
      message('3', 'ben', 0.89),
      message('4', 'cat', 0.81),
      message('5', 'dan', 0.9, { uncertain: true }),
      message('6', 'eve', 0.7),
    ];
    expect(idsOf(typicalOf(messages, 'negative', 2))).toEqual(['2', '4']);
    expect(typicalOf(messages, 'positive', 2)).toEqual([]);
  });

  it('never contradict what was said around them: irony in an outage is no praise', () => {
    const outage = ['ann', 'ben', 'cat'].map((who, n) => message(`${n}`, who, 0.9, { minute: n }));
    const ironic = message('7', 'dan', 0.95, { label: 'positive', minute: 2 });
    const later = message('8', 'eve', 0.95, { label: 'positive', minute: 60 });
    const elsewhere = message('9', 'fay', 0.95, { label: 'positive', minute: 2, channelId: 'general' });
    const found = typicalOf([...outage, ironic, later, elsewhere], 'positive', 3);
    expect(idsOf(found).toSorted()).toEqual(['8', '9']);
    const goodNight = message('6', 'gus', 0.9, { minute: 61 });
    const happy = ['ann', 'ben'].map((who, n) =>
      message(`${n}1`, who, 0.9, { label: 'positive', minute: 60 }),
    );
    expect(typicalOf([goodNight, ...happy], 'negative', 3)).toEqual([]);
  });

  it('of the good side are none of an incident, and none at all while one is open', () => {
    const praise = [0, 30, 60].map((minute) =>
      message(`${minute}`, 'ann', 0.9, { label: 'positive', minute }),
    );
    const day = { from: 0, to: 90 * MINUTE };
    const trouble = { channelId: 'support', from: 20 * MINUTE, to: 40 * MINUTE };
    expect(idsOf(untroubled(praise, [trouble], day))).toEqual(['0', '60']);
    expect(untroubled(praise, [{ ...trouble, channelId: 'general' }], day)).toEqual(praise);
    expect(untroubled(praise, [{ ...trouble, channelId: 'general', to: null }], day)).toEqual([]);
  });
});
