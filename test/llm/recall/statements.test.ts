import { expect, it } from 'vitest';
import { statementsIn } from '../../../src/llm/recall/statements.ts';

const said = (text: string) => statementsIn([{ role: 'user', text }], 'user');

it.each([
  'When I was ten we moved to Oslo.',
  'What I like most is sushi.',
  'Where I live it snows.',
  'Do not call me Bob',
  '我养了三只猫呢',
  '我最喜欢的歌是 What a Wonderful World',
])('is told: %s', (text) => {
  expect(said(text)).toEqual([text]);
});

it.each([
  'What should I cook?',
  'so how old is it',
  'do you like cats',
  '宿舍要自己帶什麼啊',
  '你喜欢猫吗',
  '我们去哪里',
])('is asked: %s', (text) => {
  expect(said(text)).toEqual([]);
});

it('leaves out code, and of a message the sentences that ask', () => {
  expect(said('My cat is Tom. Is he old? ```js\nrun();\n``` He is grey.')).toEqual([
    'My cat is Tom.',
    'He is grey.',
  ]);
});
