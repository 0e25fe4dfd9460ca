// The lexicon that the judge is compared with: what it can read and what it cannot.
import { expect, it } from 'vitest';
import { lexiconLabel } from '../../../bench/judge/lexicon.ts';

it('reads English words and turns them round after a negator', () => {
  expect(lexiconLabel('what a wonderful day')).toBe('positive');
  expect(lexiconLabel('this is terrible')).toBe('negative');
  expect(lexiconLabel('I am not happy')).toBe('negative');
  expect(lexiconLabel('the file is in the drive')).toBe('neutral');
});

it('reads emoji, also side by side and beside words', () => {
  expect(lexiconLabel('😍😍')).toBe('positive');
  expect(lexiconLabel('monday😡')).toBe('negative');
});

it('finds nothing in Chinese', () => {
  expect(lexiconLabel('太好玩了，我爱你们')).toBe('neutral');
  expect(lexiconLabel('爛透了')).toBe('neutral');
});

it('takes the names of object properties for words like any other', () => {
  expect(lexiconLabel('constructor hasOwnProperty __proto__ toString')).toBe('neutral');
});
