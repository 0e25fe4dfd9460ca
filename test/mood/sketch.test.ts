// A sketch of authors is exact for few and within a few percent for many, in any order.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addAuthor,
  EMPTY_SKETCH,
  estimate,
  mergeSketches,
  withoutAuthor,
  type Sketch,
} from '../../src/mood/sketch.ts';

/** Snowflakes as Discord makes them: close in time, high digits the same. */
const author = (number: number) => (1_100_000_000_000_000_000n + (BigInt(number) << 22n)).toString();
const authors = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => author(from + index));
const sketchOf = (people: readonly string[]): Sketch => people.reduce(addAuthor, EMPTY_SKETCH);

it('counts up to 256 authors exactly', () => {
  for (const number of [0, 1, 2, 100, 256]) {
    expect(estimate(sketchOf(authors(0, number)))).toBe(number);
  }
});

it.each([300, 1_000, 5_000, 50_000])('estimates %d authors within 8 percent', (number) => {
  // The standard error is 2.3 %: 8 % is beyond three and a half of them.
  const off = estimate(sketchOf(authors(7, 7 + number))) / number - 1;
  expect(Math.abs(off)).toBeLessThan(0.08);
});

it('stays the same object when an author is in it already', () => {
  for (const sketch of [sketchOf(authors(0, 10)), sketchOf(authors(0, 400))]) {
    expect(addAuthor(sketch, author(3))).toBe(sketch);
  }
});

it('takes four bytes an author, and never more than 2,048', () => {
  expect(sketchOf(authors(0, 10)).length).toBe(40);
  expect(sketchOf(authors(0, 3_000)).length).toBe(2_048);
});

it('merges to the sketch of all the authors, in any order and however they are split', () => {
  const part = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 400 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const people = parts.map(([from, length]) => authors(from, from + length));
      const sketches = people.map(sketchOf);
      const whole = sketchOf(people.flat());
      expect(mergeSketches(sketches)).toEqual(whole);
      expect(mergeSketches([...sketches].reverse())).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

it('forgets an author where single authors are held, and cannot where they are not', () => {
  const few = sketchOf(authors(0, 10));
  expect(estimate(withoutAuthor(few, author(3)))).toBe(9);
  expect(withoutAuthor(few, author(99))).toBe(few);
  const many = sketchOf(authors(0, 500));
  expect(withoutAuthor(many, author(3))).toBe(many);
});

it('reads a sketch that lies inside a larger buffer', () => {
  const sketch = sketchOf(authors(0, 5));
  const larger = new Uint8Array(3 + sketch.length);
  larger.set(sketch, 3);
  expect(estimate(mergeSketches([larger.subarray(3)]))).toBe(5);
});
