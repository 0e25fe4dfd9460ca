import { describe, expect, it } from 'vitest';
import { measure } from '../../bench/spike/measure.ts';
import { DEFAULT_PRIOR, newBaseline } from '../../src/mood/baseline.ts';
import { addCounts, countsOf, NO_COUNTS } from '../../src/mood/counts.ts';
import { baselineFrom, initialSpike, TESTED, type SpikeMessage } from '../../src/mood/spike.ts';
import { DAY, MINUTE, quarterOf } from '../../src/mood/window.ts';
import { angry, calmDays, fold, START } from './chat.ts';

describe('a baseline rebuilt from quarter-hours', () => {
  const rows = (all: readonly SpikeMessage[]) => {
    const quarters = new Map<number, typeof NO_COUNTS>();
    for (const { at, label } of all) {
      const start = quarterOf(at);
      quarters.set(start, addCounts(quarters.get(start) ?? NO_COUNTS, countsOf({ label, uncertain: false })));
    }
    return [...quarters].map(([at, counts]) => ({ at, counts }));
  };

  it('followed by the recent messages is the state that was lost', () => {
    const all = calmDays();
    const from = START + 2 * DAY - TESTED;
    const rebuilt = baselineFrom(rows(all.filter(({ at }) => at < from)), DEFAULT_PRIOR);
    const recent = all.filter(({ at }) => at >= from);
    expect(fold(rebuilt, recent).state).toEqual(fold(initialSpike(DEFAULT_PRIOR), all).state);
  });

  it('leaves out the hours of alerts', () => {
    const alerted = { from: START + 30 * MINUTE, to: START + 70 * MINUTE };
    expect(baselineFrom(rows(angry(START, 60)), DEFAULT_PRIOR, [alerted]).baseline).toEqual(
      newBaseline(DEFAULT_PRIOR),
    );
    expect(baselineFrom(rows(angry(START, 60)), DEFAULT_PRIOR).baseline.negative).toBeGreaterThan(1);
  });
});

describe('on simulated channels of 20 messages an hour, ρ .063', () => {
  it('fewer than one false alarm in three weeks, and more than half of the shifts seen within 3 hours', () => {
    const { falsePerWeek, caught } = measure({ rate: 20, rho: 0.063, sensitivity: 'normal', channels: 60 });
    expect(falsePerWeek).toBeLessThan(1 / 3);
    expect(caught).toBeGreaterThan(0.5);
  });

  it('a higher sensitivity sees more and cries wolf more', () => {
    const at = (sensitivity: 'low' | 'high') => measure({ rate: 20, rho: 0.063, sensitivity, channels: 30 });
    const [low, high] = [at('low'), at('high')];
    expect(high.caught).toBeGreaterThan(low.caught);
    expect(high.falsePerWeek).toBeGreaterThan(low.falsePerWeek);
  });
});
