import { describe, expect, it } from 'vitest';
import { settingOf } from '../../bench/spike/settings.ts';
import { figuresAt } from '../../bench/spike/tally.ts';
import { runTrial } from '../../bench/spike/trial.ts';
import { DEFAULT_PRIOR, newBaseline } from '../../src/mood/baseline.ts';
import { baselineFrom, firstTested, initialSpike, type SpikeMessage } from '../../src/mood/spike.ts';
import { hoursOf } from '../../src/mood/slots.ts';
import { DAY, MINUTE, quarterOf } from '../../src/mood/window.ts';
import { angry, calmDays, fold, START } from './chat.ts';

describe('a baseline rebuilt from hours', () => {
  const rows = (all: readonly SpikeMessage[]) => {
    const quarters = all.map(({ at, weight }) => ({ at: quarterOf(at), total: 1, negative: weight }));
    return hoursOf(quarters);
  };

  it('followed by the recent messages is the state that was lost', () => {
    const all = calmDays();
    const from = firstTested(START + 2 * DAY - 1);
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
  const measured = (strictnesses: readonly number[], to: number) => {
    const [tally] = runTrial({ setting: settingOf(20, 0.063), rules: () => [], strictnesses, from: 0, to });
    return strictnesses.map((_, i) => figuresAt(tally!, i));
  };

  it('fewer than one false alarm in three weeks, and seven in ten shifts seen within 3 hours', () => {
    const [normal] = measured([1], 60);
    expect(normal!.falsePerWeek).toBeLessThan(1 / 3);
    expect(normal!.caught).toBeGreaterThan(0.7);
  });

  it('a channel that needs more evidence sees less and cries wolf less', () => {
    const [some, more] = measured([1 / 4, 4], 40);
    expect(more!.caught).toBeLessThan(some!.caught);
    expect(more!.falsePerWeek).toBeLessThan(some!.falsePerWeek);
  });
});
