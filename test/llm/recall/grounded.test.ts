import { describe, expect, it } from 'vitest';
import { addressed } from '../../../src/llm/recall/addressed.ts';
import { isGrounded } from '../../../src/llm/recall/grounded.ts';

describe('an answer from notes', () => {
  const told = ['I have a parrot called Kiwi, she is 12', '我在成都开面馆，女儿叫小满'];

  it.each([
    ["Your parrot's name is Kiwi.", 'what is my parrot called?'],
    ['She is 12.', 'how old is she?'],
    ['你在成都开面馆。', '我在哪儿做生意？'],
    ['她叫小满', '我女儿叫什么'],
  ])('says what they say: %s', (answer, asked) => {
    expect(isGrounded(answer, told, asked)).toBe(true);
  });

  it.each([
    ["Your dog's name is Max.", 'what is my dog called?'],
    ['You are from the United States.', 'where am I from?'],
    ['My parrot', 'what is my parrot called?'],
    ['你叫王小明。', '我叫什么？'],
    ['', 'what?'],
  ])('is made up, or says nothing: %s', (answer, asked) => {
    expect(isGrounded(answer, told, asked)).toBe(false);
  });
});

it('speaks to the asker, whose words the notes are in', () => {
  expect(addressed('My name is Ada.')).toBe('Your name is Ada.');
  expect(addressed("I'm a clockmaker and I work in my shed.")).toBe(
    'You’re a clockmaker and you work in your shed.',
  );
  expect(addressed('我叫阿明，我家的猫三岁。')).toBe('你叫阿明，你家的猫三岁。');
  expect(addressed('Your name is Ada, and I like it.')).toBe('Your name is Ada, and I like it.');
});
