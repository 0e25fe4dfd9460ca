import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import {
  calibrated,
  calibrationOf,
  featuresOf,
  probabilitiesOf,
  uncalibrated,
} from '../../src/llm/calibration.ts';
import { readAnalyst } from '../../src/llm/roles.ts';

const score = fc.double({ min: -60, max: 60, noNaN: true });
const weights = (length: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length });

describe('a calibration', () => {
  it.each(['qwen2.5-coder-0.5b', 'smollm2-135m'])(
    'of %s holds for the analyst prompt that ships',
    async (preset) => {
      const prompt = readAnalyst('analyst.md', await readFile('prompts/analyst.md', 'utf8'));
      expect(calibrationOf(preset)?.prompt).toBe(prompt.version);
    },
  );

  it('is not there for a model that nobody has measured', () => {
    expect(calibrationOf('qwen3-0.6b')).toBeNull();
    expect(calibrationOf(null)).toBeNull();
  });

  it('gives probabilities that sum to 1, and the same for scores that are all higher by as much', () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 3, maxLength: 3 }),
        weights(5),
        weights(5),
        score,
        (scores, positive, negative, offset) => {
          const head = { positive, negative };
          const p = probabilitiesOf(featuresOf('x', scores), head);
          const shifted = probabilitiesOf(
            featuresOf(
              'x',
              scores.map((one) => one + offset),
            ),
            head,
          );
          expect(p.positive + p.neutral + p.negative).toBeCloseTo(1, 9);
          for (const label of ['positive', 'neutral', 'negative'] as const) {
            expect(p[label]).toBeGreaterThanOrEqual(0);
            expect(shifted[label]).toBeCloseTo(p[label], 6);
          }
        },
      ),
    );
  });

  it('knows Chinese from English', () => {
    expect(featuresOf('好吃', [1, 3])).toEqual([1, 1, -1, 1]);
    expect(featuresOf('tasty', [1, 3])).toEqual([1, 0, -1, 1]);
  });

  it('says uncertain where the probability of the label is below its bound', () => {
    const calibration = {
      preset: 'x',
      prompt: 'x',
      words: [' a', ' b'],
      weights: { positive: [0, 0, 1, 0], negative: [0, 0, -1, 0] },
      uncertainBelow: 0.6,
    };
    expect(calibrated('so-so', [0.1, 0], calibration)).toMatchObject({ uncertain: true });
    expect(calibrated('great', [8, 0], calibration)).toMatchObject({ label: 'positive', uncertain: false });
    expect(calibrated('awful', [0, 8], calibration)).toMatchObject({ label: 'negative', uncertain: false });
  });
});

it('a model that nobody has measured is taken at its word', () => {
  const { label, probabilities, uncertain } = uncalibrated({
    positive: 0,
    neutral: 0,
    negative: Math.log(8),
  });
  expect(label).toBe('negative');
  expect(probabilities.negative).toBeCloseTo(0.8, 9);
  expect(probabilities.neutral).toBeCloseTo(0.1, 9);
  expect(uncertain).toBe(false);
  expect(uncalibrated({ positive: 0, neutral: 0.1, negative: 0 }).uncertain).toBe(true);
});
