import { describe, expect, it } from 'vitest';
import type { ChatTurn } from '../../../src/llm/model.ts';
import { asksBack } from '../../../src/llm/recall/asksBack.ts';

const after = (...said: string[]): ChatTurn[] => said.map((text) => ({ role: 'user', text }));

describe('a question about what was said before', () => {
  it.each([
    "what's my name?",
    'whats my cats name again',
    'do you remember where I work?',
    'where do I live?',
    'what did I just tell you about my game?',
    'and who am I?',
    'ok and my birthday?',
    'what was it I wanted to buy',
    'have I told you what I study?',
    'I forgot which day my flight is, when was it?',
    '我叫什么名字？',
    '你还记得我家猫叫啥吗',
    '我刚才说我在哪上班来着',
    '那我的生日呢',
    '我養的狗叫什麼',
    '我剛剛說過我怕什麼嗎',
  ])('is seen: %s', (text) => {
    expect(asksBack(text, after('hello'))).toBe(true);
  });

  it.each([
    'what should I cook tonight?',
    'how do I opt out?',
    'can you help me with my homework?',
    'my cat is sick',
    'what is the capital of France?',
    'I told him the truth',
    'what is my mood this week?',
    '我该怎么办',
    '我今天好累',
    '给我讲个笑话',
    '我最近心情怎么样？',
    '我想吃什么都行',
  ])('is not: %s', (text) => {
    expect(asksBack(text, after('hello'))).toBe(false);
  });

  it('is none where nothing was said', () => {
    expect(asksBack("what's my name?", [])).toBe(false);
  });

  it('goes on with a short one, as long as it follows', () => {
    expect(asksBack('how old?', after("what was my dog's name?"))).toBe(true);
    expect(asksBack('几岁了', after('你还记得我的狗叫什么吗'))).toBe(true);
    expect(asksBack('how old?', after('my dog is lovely'))).toBe(false);
    expect(asksBack('thanks!', after("what was my dog's name?"))).toBe(false);
  });
});
