import { expect, it } from 'vitest';
import { readReadings, readingLines } from '../../bench/readings.ts';
import { drawShare, randomFrom } from '../../bench/spike/generator.ts';
import { calledShare, judgeNoise } from '../../bench/spike/noise.ts';
import { calibrationOf } from '../../src/llm/calibration.ts';
import { confusionOf } from '../../src/llm/heads/fit/confusion.ts';
import { verdictFrom, type Label } from '../../src/mood/verdict.ts';

it('the mistakes that ship with the calibration are those of the readings that benches draw from', async () => {
  const shipped = calibrationOf('qwen2.5-coder-0.5b', true)?.confusion;
  const rows = (await readReadings()).map((row) => ({ ...row, verdict: verdictFrom(row.probabilities, 0) }));
  const found = confusionOf(rows);
  for (const label of ['positive', 'neutral', 'negative'] as const)
    for (const said of ['positive', 'neutral', 'negative'] as const)
      expect(shipped?.said[label][said]).toBeCloseTo(found?.said[label][said] ?? NaN, 2);
  expect(Math.abs((shipped?.doubt ?? NaN) - (found?.doubt ?? NaN))).toBeLessThan(0.02);
});

it('readings are kept in thousandths, by writer and label', () => {
  const probabilities = { positive: 0.1234, neutral: 0.2, negative: 0.6766 };
  const row = { label: 'negative' as const, set: 'chat', verdict: { probabilities } };
  expect(readingLines([row, { ...row, by: 'ann' }, row])).toBe(
    '{"group":"chat","label":"negative","read":[[123,677],[123,677]]}\n' +
      '{"group":"ann","label":"negative","read":[[123,677]]}\n',
  );
});

it('misread messages are called negative as often as the judge does it, and weigh as its verdicts do', async () => {
  const noise = await judgeNoise();
  const random = randomFrom(7);
  const calledOf = (label: Label) => {
    const weight = label === 'negative' ? 1 : 0;
    const read = Array.from({ length: 20_000 }, () =>
      noise.misread({ at: 0, author: 'a', label, weight }, random),
    );
    for (const one of read) if (one.label !== 'negative') expect(one.weight).toBe(0);
    expect(read.some((one) => one.weight > 0 && one.weight < 1)).toBe(true);
    return read.filter((one) => one.label === 'negative').length / read.length;
  };
  expect(calledOf('negative')).toBeCloseTo(noise.recall, 1);
  expect((calledOf('positive') + calledOf('neutral')) / 2).toBeCloseTo(noise.falseNegativity, 1);
  expect(noise.recall).toBeLessThan(1);
  expect(noise.falseNegativity).toBeGreaterThan(0);
});

it('the oracle knows how the share that is called negative varies', () => {
  const noise = { recall: 0.7, falseNegativity: 0.15, misread: <M>(message: M) => message };
  const truth = { mean: 0.15, dispersion: 0.063 };
  const { mean, dispersion } = calledShare(truth, noise);
  const random = randomFrom(3);
  const drawn = Array.from({ length: 50_000 }, () => 0.15 + 0.55 * drawShare(0.15, 0.063, random));
  const average = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const variance = drawn.reduce((sum, one) => sum + (one - average) ** 2, 0) / drawn.length;
  expect(mean).toBeCloseTo(average, 2);
  expect((dispersion * mean * (1 - mean)) / variance).toBeCloseTo(1, 1);
});
