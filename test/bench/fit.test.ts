import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../bench/figures.ts';
import { factorOf, solve } from '../../src/llm/heads/fit/cholesky.ts';
import { crossValidate } from '../../src/llm/heads/fit/crossValidate.ts';
import { fitHead, type Row } from '../../src/llm/heads/fit/logistic.ts';
import { probabilitiesOf } from '../../src/llm/heads/head.ts';
import { LABELS, type Label } from '../../src/mood/verdict.ts';

/** A seeded generator of numbers in 0…1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const MEANS: Readonly<Record<Label, readonly number[]>> = {
  positive: [2, -1],
  neutral: [0, 0],
  negative: [-2, 1],
};

/** Three clouds around their means, in units far from 1 and around a value far from 0. */
function clouds(count: number, random: () => number): Row<Label>[] {
  const noise = () => random() + random() + random() - 1.5;
  return Array.from({ length: count }, (_, i) => {
    const label = LABELS[i % 3] ?? 'neutral';
    const [a = 0, b = 0] = MEANS[label];
    return {
      group: `row ${i}`,
      features: [1, 40 + 10 * (a + noise()), 0.01 * (b + noise())],
      label,
      weight: 1,
    };
  });
}

const labelOf = (guess: readonly number[]) => LABELS[guess.indexOf(Math.max(...guess))];

it('equations of a symmetric positive matrix are solved', () => {
  const matrix = [[4], [2, 5], [1, 3, 6]].map((row) => Float64Array.from([...row, 0, 0].slice(0, 3)));
  const x = solve(factorOf(matrix), Float64Array.from([7, 10, 10]));
  expect([...x].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 1, 1]);
});

describe('the head of a calibration', () => {
  it('tells apart what can be told apart, whatever the units of the features', () => {
    const rows = clouds(300, seeded(1));
    const head = fitHead(rows, LABELS, 0.03);
    const right = rows.filter(({ features, label }) => labelOf(probabilitiesOf(features, head)) === label);
    expect(right.length / rows.length).toBeGreaterThan(0.9);
  });

  it('says what share of a coin is heads when there is nothing else to go by', () => {
    const rows = Array.from({ length: 200 }, (_, i): Row<Label> => {
      return { group: `row ${i}`, features: [1, 5], label: i % 4 === 0 ? 'positive' : 'neutral', weight: 1 };
    });
    const [positive, neutral] = probabilitiesOf([1, 5], fitHead(rows, LABELS, 0.03));
    expect(positive).toBeCloseTo(0.25, 2);
    expect(neutral).toBeCloseTo(0.75, 2);
  });

  it('is not led astray by a feature that is the same everywhere but for rounding', () => {
    const random = seeded(9);
    const rows = clouds(240, random).map((row) => ({
      ...row,
      features: [...row.features, -9.3 + 2e-15 * Math.round(random())],
    }));
    const head = fitHead(rows.slice(0, 120), LABELS, 0.03);
    const unseen = rows.slice(120);
    const right = unseen.filter(({ features, label }) => labelOf(probabilitiesOf(features, head)) === label);
    expect(right.length / unseen.length).toBeGreaterThan(0.85);
  });

  it('is the same for features that move together, where plain descent would take for ever', () => {
    const random = seeded(5);
    const rows = Array.from({ length: 300 }, (_, i): Row<Label> => {
      const [a, b] = [random() - 0.5, random() - 0.5];
      const label = a > 0 ? 'positive' : 'negative';
      // Twenty copies of one thing that says nothing hide the one that does.
      return {
        group: `row ${i}`,
        features: [1, ...Array<number>(20).fill(b), b + 0.05 * a],
        label,
        weight: 1,
      };
    });
    const head = fitHead(rows, LABELS, 1e-5);
    const right = rows.filter(({ features, label }) => labelOf(probabilitiesOf(features, head)) === label);
    expect(right.length / rows.length).toBeGreaterThan(0.9);
  });
});

describe('cross-validation', () => {
  const fit = (rows: readonly Row<Label>[]) => {
    const head = fitHead(rows, LABELS, 0.03);
    return (features: readonly number[]) => probabilitiesOf(features, head);
  };

  it('finds nothing where labels are dealt at random, though a head could learn them by heart', () => {
    const random = seeded(7);
    const rows = Array.from({ length: 240 }, (_, i): Row<Label> => {
      const features = [1, ...Array.from({ length: 60 }, () => random() - 0.5)];
      return { group: `row ${i}`, features, label: LABELS[Math.floor(random() * 3)] ?? 'neutral', weight: 1 };
    });
    const guesses = crossValidate(rows, fit);
    const right = rows.filter(({ label }, i) => labelOf(guesses[i] ?? []) === label);
    expect(right.length / rows.length).toBeLessThan(0.45);
  });

  it('never judges a row by a head that saw its group', () => {
    const random = seeded(3);
    const features = (own: number) => [1, ...Array.from({ length: 40 }, (_, i) => Number(i === own))];
    const once = Array.from({ length: 40 }, (_, i): Row<Label> => {
      return {
        group: `group ${i}`,
        features: features(i),
        label: random() < 0.5 ? 'positive' : 'negative',
        weight: 1,
      };
    });
    const rows = [...once, ...once];
    const guesses = crossValidate(rows, fit);
    const right = rows.filter(({ label }, i) => labelOf(guesses[i] ?? []) === label);
    expect(right.length / rows.length).toBeLessThan(0.7);
  });
});

it('figures are shares of the rows that speak of them, and null where none does', () => {
  const verdict = (label: Label) => ({
    label,
    probabilities: { positive: 0, neutral: 0, negative: 0, [label]: 1 },
    uncertain: false,
  });
  const rows = [
    { language: 'en', set: 'dev', text: 'a', label: 'positive', verdict: verdict('positive') },
    { language: 'en', set: 'dev', text: 'b', label: 'negative', verdict: verdict('positive') },
    { language: 'en', set: 'dev', text: 'c', label: 'neutral', verdict: verdict('neutral') },
    { language: 'zh', set: 'chat', text: 'd', label: 'neutral', verdict: verdict('neutral') },
  ] as const;
  expect(figuresOf(rows)).toEqual({
    en2: 0.5,
    zh2: null,
    en3: 0.667,
    chat3: 1,
    chat3zh: 1,
    chatNeutral: 1,
    falseNegativity: 0,
    ece: 0.25,
  });
});
