// What counts as a good name of a topic, and as a good sentence about it.
import { expect, it } from 'vitest';
import { isRight } from '../../../bench/roles/checks.ts';
import type { Row } from '../../../bench/roles/rows.ts';

const right = (role: string, row: Row, said: string) => isRight(role, row, { texts: [said], message: null });
const english = { messages: ['the ferry is late', 'ferry late again', 'late ferry today'], all: [['ferry']] };
const chinese = { messages: ['渡轮又晚点了', '渡轮晚点', '今天渡轮晚点'], all: [['渡轮']] };

it.each([
  ['late ferry', english, true],
  ['ferry', english, false],
  ['the ferry is late again today', english, false],
  ['ferry strike', english, false],
  ['late again', english, false],
  ['渡轮晚点', english, false],
  ['渡轮晚点', chinese, true],
  ['渡轮停航', chinese, false],
])('a name is two to five words of the messages that name the thing: %s', (name, row, isGood) => {
  expect(right('topic', row, name)).toBe(isGood);
});

it.each([
  ['People say that the ferry is late again.', english, true],
  ['The ferry is late. It is late again.', english, false],
  ['The ferry is late because of the storm.', english, false],
  ['It is late again today.', english, false],
  ['大家说渡轮晚点。', chinese, true],
  ['大家说渡轮晚点。渡轮又晚点了。', chinese, false],
])('a sentence is one, names the thing and adds nothing: %s', (sentence, row, isGood) => {
  expect(right('gist', row, sentence)).toBe(isGood);
});

it('a sentence that says what none of it may say is wrong', () => {
  const row = { ...english, messages: [...english.messages, 'the captain sleeps'], none: ['captain'] };
  expect(right('gist', row, 'The captain of the ferry sleeps.')).toBe(false);
});

it('an answer of which nothing held is wrong', () => {
  expect(isRight('topic', english, { texts: [], message: null })).toBe(false);
});
