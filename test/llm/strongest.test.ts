import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Meaning } from '../../src/llm/calibration.ts';
import { partsOf, withStrongest } from '../../src/llm/strongest.ts';

const meaning = (negative: number, label: 'positive' | 'negative' = 'positive'): Meaning => ({
  verdict: { label, probabilities: { positive: 1 - negative, neutral: 0, negative }, uncertain: false },
  asked: null,
});

const textsOf = (text: string) => partsOf(text).texts;

describe('the parts of a message', () => {
  it('are its sentences, in English and Chinese', () => {
    expect(textsOf('Hope you are well. You lied to me! Take care of you.')).toEqual([
      'Hope you are well.',
      'You lied to me!',
      'Take care of you.',
    ]);
    expect(textsOf('大家好呀！这群骗子，退钱。祝大家愉快。')).toEqual([
      '大家好呀！',
      '这群骗子，退钱。',
      '祝大家愉快。',
    ]);
  });

  it('are what stands apart, were it only two', () => {
    expect(textsOf('the whole thing is awful ¶ I am happy')).toEqual([
      'the whole thing is awful',
      'I am happy',
    ]);
    expect(textsOf('it is awful ¶ yes')).toEqual(['it is awful']);
  });

  it('are none of a message of one or two, however many signs end them', () => {
    expect(textsOf('wait... what?! no way!!! I really do not believe it.')).toEqual([]);
    expect(textsOf('I like it. You may not.')).toEqual([]);
  });

  it('are none of a long text, which is a story', () => {
    expect(textsOf('it rained all day in the hills. '.repeat(12))).toEqual([]);
  });

  it('are few, and hold every sentence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 15 }), (count) => {
        const sentences = Array.from({ length: count }, (_, i) => `this is number ${i}.`);
        const parts = textsOf(sentences.join(' '));
        expect(parts.length).toBeLessThanOrEqual(8);
        expect(parts.join(' ')).toBe(sentences.join(' '));
      }),
    );
  });
});

describe('the strongest part', () => {
  it('is the verdict where it is plainly negative', () => {
    const strong = meaning(0.95, 'negative');
    expect(withStrongest(meaning(0.1), [meaning(0.2), strong], 0.9).verdict).toBe(strong.verdict);
  });

  it('says nothing where no part is sure', () => {
    const whole = meaning(0.1);
    expect(withStrongest(whole, [meaning(0.85, 'negative')], 0.9)).toBe(whole);
    expect(withStrongest(whole, [], 0.9)).toBe(whole);
  });
});
