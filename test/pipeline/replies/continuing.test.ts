import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continued } from '../../../src/pipeline/replies/continuing.ts';

describe('an answer that goes on', () => {
  it.each([
    ['Once upon a time there was a king', 'who slept.', 'Once upon a time there was a king who slept.'],
    ['从前有一位国王', '他睡着了。', '从前有一位国王他睡着了。'],
    ['1. wash\n2. dry', '3. fold', '1. wash\n2. dry\n3. fold'],
    ['Say it:', '```js\nx\n```', 'Say it:\n```js\nx\n```'],
  ])('%j and %j: joins as it would have been written', (before, more, whole) => {
    expect(continued(before, more)).toBe(whole);
  });

  it('leaves out what is said again, also while that is still being said', () => {
    const before = 'There was a king who slept in a castle by the sea';
    const more = 'in a castle by the sea, and a cat.';
    expect(continued(before, more)).toBe(`${before}, and a cat.`);
    for (let length = 0; length <= 'in a castle by the sea'.length; length += 1) {
      expect(continued(before, more.slice(0, length))).toBe(before);
    }
  });

  it('goes on in a block of code that was closed at the cut', () => {
    expect(continued('```js\nconst a = 1;\n```', '```js\nconst b = 2;\n```')).toBe(
      '```js\nconst a = 1;\nconst b = 2;\n```',
    );
  });

  it('never loses what stands, and adds what is new at its end', () => {
    const sentence = fc.string({
      minLength: 1,
      maxLength: 60,
      unit: fc.constantFrom(...Array.from('abcdef .,')),
    });
    fc.assert(
      fc.property(sentence, sentence, (before, more) => {
        const whole = continued(before, more);
        expect(whole.startsWith(before.trimEnd())).toBe(true);
        expect(whole.length).toBeLessThanOrEqual(before.length + more.length + 1);
      }),
    );
  });
});
