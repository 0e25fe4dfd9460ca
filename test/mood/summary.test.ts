import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId } from '../../src/ids.ts';
import { NO_COUNTS, type Counts } from '../../src/mood/counts.ts';
import { summaryFacts, type SummaryInput } from '../../src/mood/summary.ts';
import { HOUR } from '../../src/mood/window.ts';

const counted = (positive: number, neutral: number, negative: number): Counts => ({
  total: positive + neutral + negative,
  positive,
  neutral,
  negative,
  uncertain: 0,
});
const id = (n: number) => channelId.parse(String(n));
const input = (more: Partial<SummaryInput> = {}): SummaryInput => ({
  window: { from: 0, to: HOUR },
  counts: NO_COUNTS,
  before: NO_COUNTS,
  channels: [],
  authors: 0,
  late: false,
  ...more,
});

describe('the facts of a summary', () => {
  it('are whole for an hour without messages', () => {
    expect(summaryFacts(input())).toEqual({
      window: { from: 0, to: HOUR },
      total: 0,
      positive: 0,
      neutral: 0,
      negative: 0,
      uncertain: 0,
      ratio: null,
      mood: null,
      before: { total: 0, mood: null },
      change: null,
      trend: null,
      otherDays: null,
      authors: 0,
      busiest: [],
      changed: [],
      typical: { positive: [], negative: [] },
      words: [],
      waiting: 0,
      incidents: [],
      late: false,
    });
  });

  it('give the ratio of negative messages, the mood and its trend', () => {
    const facts = summaryFacts(input({ counts: counted(4, 10, 26), before: counted(26, 10, 4), authors: 7 }));
    expect(facts).toMatchObject({
      total: 40,
      ratio: 0.65,
      trend: 'falling',
      authors: 7,
      before: { total: 40 },
    });
    expect(facts.mood?.value).toBeCloseTo(-55);
    expect(facts.change?.by).toBeCloseTo(-110);
  });

  it('compare with the same hour of other days where there is one', () => {
    const otherDays = { counts: counted(260, 100, 40), hours: 10 };
    const facts = summaryFacts(input({ counts: counted(4, 10, 26), otherDays }));
    expect(facts.otherDays).toMatchObject({ change: { trend: 'falling' } });
    expect(facts.otherDays?.mood.value).toBeCloseTo(55);
    expect(summaryFacts(input({ otherDays: { counts: NO_COUNTS, hours: 10 } })).otherDays).toBeNull();
  });

  it('name the three busiest channels, and those that changed more than chance, the clearest first', () => {
    const channels = [
      { channelId: id(1), counts: counted(3, 3, 3), before: counted(3, 3, 3) },
      { channelId: id(2), counts: counted(0, 5, 45), before: counted(40, 5, 5) },
      { channelId: id(3), counts: counted(40, 20, 5), before: counted(15, 20, 30) },
      { channelId: id(4), counts: counted(1, 0, 0), before: counted(0, 0, 1) },
      { channelId: id(5), counts: NO_COUNTS, before: counted(9, 0, 0) },
    ];
    const facts = summaryFacts(input({ counts: counted(44, 28, 53), channels }));
    expect(facts.busiest.map((channel) => channel.channelId)).toEqual(['3', '2', '1']);
    expect(facts.changed.map((channel) => channel.channelId)).toEqual(['2', '3']);
  });

  it('are the same JSON whatever the order of the channels', () => {
    const channels = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 8 }).map((ids) =>
      ids.map((n) => ({
        channelId: id(n),
        counts: counted(n % 4, 2, n % 7),
        before: counted(9, 9, n % 3),
      })),
    );
    fc.assert(
      fc.property(channels, (all) => {
        const facts = summaryFacts(input({ counts: counted(9, 9, 9), channels: all }));
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
        expect(summaryFacts(input({ counts: counted(9, 9, 9), channels: all.toReversed() }))).toEqual(facts);
      }),
    );
  });
});
