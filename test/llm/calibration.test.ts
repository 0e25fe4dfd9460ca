import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import {
  calibrationOf,
  meaningOf,
  parseCalibration,
  uncalibrated,
  type Calibration,
} from '../../src/llm/calibration.ts';
import { featuresOf } from '../../src/llm/heads/features.ts';
import { headDataOf, headOf, probabilitiesOf } from '../../src/llm/heads/head.ts';
import { readAnalyst } from '../../src/llm/roles.ts';
import { INTENTS } from '../../src/mood/intent.ts';
import { KINDS } from '../../src/mood/kind.ts';
import type { Confusion } from '../../src/mood/confusion.ts';

const score = fc.double({ min: -60, max: 60, noNaN: true });
const weights = (length: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: length, maxLength: length });

describe('a calibration', () => {
  it.each(['qwen2.5-coder-0.5b', 'smollm2-135m'])(
    'of %s holds for the analyst prompt that ships, whatever it costs to ask for many words',
    async (preset) => {
      const prompt = readAnalyst('analyst.md', await readFile('prompts/analyst.md', 'utf8'));
      expect(calibrationOf(preset, false)?.prompt).toBe(prompt.version);
      expect(calibrationOf(preset, true)?.prompt).toBe(prompt.version);
    },
  );

  it('asks for many words only where they cost nothing', () => {
    const wide = calibrationOf('qwen2.5-coder-0.5b', true);
    const narrow = calibrationOf('qwen2.5-coder-0.5b', false);
    expect(wide?.words.length).toBeGreaterThan(800);
    expect(narrow?.words.length).toBeLessThan(200);
    for (const head of ['asked', 'intent', 'kind'] as const)
      expect([wide?.[head], narrow?.[head]].map((one) => one !== null)).toEqual([true, false]);
  });

  it('knows its mistakes, which are no part of its version: they change no verdict', async () => {
    const file = 'src/llm/calibration/qwen2.5-coder-0.5b.json';
    const json = JSON.parse(await readFile(file, 'utf8')) as { confusion: Confusion };
    const { confusion, version } = parseCalibration(json);
    expect(confusion?.said.negative.negative).toBeGreaterThan(0.6);
    expect(calibrationOf('qwen2.5-coder-0.5b', false)?.confusion).toBeUndefined();
    const { confusion: known, ...rest } = json;
    expect(parseCalibration(rest)).toMatchObject({ version, confusion: undefined });
    const same = known.said.positive;
    const guesses = { ...known, said: { positive: same, neutral: same, negative: same } };
    expect(() => parseCalibration({ ...rest, confusion: guesses })).toThrow('a judge that guesses');
  });

  it('is not there for a model that nobody has measured', () => {
    expect(calibrationOf('qwen3-0.6b', true)).toBeNull();
    expect(calibrationOf(null, true)).toBeNull();
  });

  it('gives probabilities that sum to 1, and the same for scores that are all higher by as much', () => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 3, maxLength: 3 }),
        fc.array(weights(5), { minLength: 3, maxLength: 3 }),
        score,
        (scores, rows, offset) => {
          const head = { labels: ['a', 'b', 'c'], weights: rows.map((row) => Float32Array.from(row)) };
          const shifted = scores.map((one) => one + offset);
          const p = probabilitiesOf(featuresOf('x', scores, scores.length), head);
          const same = probabilitiesOf(featuresOf('x', shifted, shifted.length), head);
          expect(p.reduce((sum, one) => sum + one)).toBeCloseTo(1, 9);
          p.forEach((one, i) => {
            expect(one).toBeGreaterThanOrEqual(0);
            expect(same[i]).toBeCloseTo(one, 6);
          });
        },
      ),
    );
  });

  it('is kept in a file and read from it as it was; one of other labels or another width is refused', () => {
    const head = { labels: ['a', 'b'], weights: [Float32Array.of(1, -2.5), Float32Array.of(0, 3)] };
    expect(headOf(headDataOf(head), ['a', 'b'], 2)).toEqual(head);
    expect(() => headOf(headDataOf(head), ['b', 'a'], 2)).toThrow(RangeError);
    expect(() => headOf(headDataOf(head), ['a', 'b'], 3)).toThrow(RangeError);
  });

  it('knows Chinese from English', () => {
    expect(featuresOf('好吃', [1, 3], 2)).toEqual([1, 1, -1, 1]);
    expect(featuresOf('tasty', [1, 3], 2)).toEqual([1, 0, -1, 1]);
  });

  it('takes the scores of each place by themselves', () => {
    expect(featuresOf('tasty', [1, 3, 20, 10], 2)).toEqual([1, 0, -1, 1, 5, -5]);
  });

  it('says uncertain where the probability of the label is below its bound, and what is asked for', () => {
    const calibration: Calibration = {
      atText: false,
      hashed: 0,
      version: 'c1',
      moodVersion: 'm1',
      prompt: 'x',
      words: [' a', ' b'],
      sentiment: {
        chat: {
          labels: ['positive', 'neutral', 'negative'],
          weights: [Float32Array.of(0, 0, 1, 0), Float32Array.of(0, 0, 0, 0), Float32Array.of(0, 0, -1, 0)],
        },
        others: null,
      },
      asked: { labels: ['self.who', 'chat'], weights: [Float32Array.of(0), Float32Array.of(2)] },
      intent: null,
      kind: null,
      uncertainBelow: 0.6,
    };
    expect(meaningOf('so-so', [0.1, 0], calibration).verdict.uncertain).toBe(true);
    const great = meaningOf('great', [8, 0], calibration);
    expect(great.verdict).toMatchObject({ label: 'positive', uncertain: false });
    expect(great.asked?.label).toBe('chat');
    expect(great.asked?.probability).toBeCloseTo(0.881, 3);
    const awful = meaningOf('awful', [0, 8], calibration);
    expect(awful.verdict).toMatchObject({ label: 'negative', uncertain: false });
  });
});

describe('the heads of intent and kind', () => {
  const head = (labels: readonly string[], logits: readonly (readonly number[])[]) =>
    headDataOf({ labels, weights: logits.map((row) => Float32Array.from(row)) });
  // Features: 1, Chinese, and the two words' scores around their mean. "a" speaks for positive, "b" for negative.
  const sentiment = head(
    ['positive', 'neutral', 'negative'],
    [
      [0, 0, 1, 0],
      [0, 0, 0, 0],
      [0, 0, -1, 0],
    ],
  );
  const flat = (labels: readonly string[], likely: string, by: number) =>
    head(
      labels,
      labels.map((label) => [label === likely ? by : 0, 0, 0, 0]),
    );
  const json = (more: object = {}, by = 4) => ({
    preset: 'small',
    prompt: 'v1',
    words: [' a', ' b'],
    heads: { sentiment, intent: flat(INTENTS, 'question', by), kind: flat(KINDS, 'worry', by) },
    uncertainBelow: 0.6,
    ...more,
  });
  const read = (scores: readonly number[], fitted: object) =>
    meaningOf('so', scores, parseCalibration(fitted)).verdict;

  it('read the state of the verdict: what a message is for, and what kind of negativity it is', () => {
    expect(read([0, 8], json())).toMatchObject({ label: 'negative', intent: 'question', kind: 'worry' });
    const happy = read([8, 0], json());
    expect(happy).toMatchObject({ label: 'positive', intent: 'question' });
    expect(happy).not.toHaveProperty('kind');
  });

  it('say no kind of a verdict that is uncertain', () => {
    const doubtful = read([0, 0.8], json());
    expect(doubtful).toMatchObject({ label: 'negative', uncertain: true, intent: 'question' });
    expect(doubtful).not.toHaveProperty('kind');
  });

  it('say nothing below their bound, which is one half unless the file says otherwise', () => {
    // e^1 against five, or three, times 1: .35 and .48.
    const unsure = read([0, 8], json({}, 1));
    expect([unsure.intent, unsure.kind]).toEqual([undefined, undefined]);
    const bold = read([0, 8], json({ intentBelow: 0.3, kindBelow: 0.4 }, 1));
    expect([bold.intent, bold.kind]).toEqual(['question', 'worry']);
    const shy = read([0, 8], json({ intentBelow: 0.99, kindBelow: 0.99 }));
    expect([shy.intent, shy.kind]).toEqual([undefined, undefined]);
  });

  it('and their bounds are part of the version; a calibration without them tells neither', () => {
    const versions = [json(), json({}, 5), json({ kindBelow: 0.6 }), json({ heads: { sentiment } })].map(
      (one) => parseCalibration(one).version,
    );
    expect(new Set(versions).size).toBe(4);
    expect(read([0, 8], json({ heads: { sentiment } }))).toEqual({
      label: 'negative',
      uncertain: false,
      probabilities: expect.any(Object) as object,
    });
  });

  it('make no other judge of the mood, as another head of the sentiment does', async () => {
    const moodOf = (one: object) => parseCalibration(one).moodVersion;
    const heads = json().heads;
    const others = [json({}, 5), json({ kindBelow: 0.6 }), json({ heads: { sentiment } })];
    for (const other of others) expect(moodOf(other)).toBe(moodOf(json()));
    const turned = head(
      ['positive', 'neutral', 'negative'],
      [
        [0, 0, -1, 0],
        [0, 0, 0, 0],
        [0, 0, 1, 0],
      ],
    );
    expect(moodOf(json({ heads: { ...heads, sentiment: turned } }))).not.toBe(moodOf(json()));
    expect(moodOf(json({ uncertainBelow: 0.7 }))).not.toBe(moodOf(json()));
    const file = 'src/llm/calibration/qwen2.5-coder-0.5b.narrow.json';
    const narrow = parseCalibration(JSON.parse(await readFile(file, 'utf8')));
    expect(narrow.moodVersion).toBe(narrow.version);
  });

  it('of other labels are refused', () => {
    const heads = { sentiment, kind: flat(['complaint', 'joy'], 'joy', 1) };
    expect(() => parseCalibration(json({ heads }))).toThrow(RangeError);
  });
});

it('a model that nobody has measured is taken at its word', () => {
  const { label, probabilities, uncertain } = uncalibrated({
    positive: 0,
    neutral: 0,
    negative: Math.log(8),
  }).verdict;
  expect(label).toBe('negative');
  expect(probabilities.negative).toBeCloseTo(0.8, 9);
  expect(probabilities.neutral).toBeCloseTo(0.1, 9);
  expect(uncertain).toBe(false);
  expect(uncalibrated({ positive: 0, neutral: 0.1, negative: 0 }).verdict.uncertain).toBe(true);
});
