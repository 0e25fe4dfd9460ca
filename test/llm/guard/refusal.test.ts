import { describe, expect, it } from 'vitest';
import { beginsAsRefusal } from '../../../src/llm/guard/refusal.ts';

describe('the first words of an answer', () => {
  it.each([
    "I'm sorry, but I can't assist with that.",
    'I’m sorry, I cannot help with that request.',
    "Sorry, but as an AI language model, I can't provide opinions.",
    "I can't assist with that.",
    'I am unable to help you.',
    'As an AI language model, I have no feelings.',
    '抱歉，我无法协助您完成这个请求。',
    '对不起，作为一个AI，我不能提供这样的内容。',
    '很抱歉，我無法回答這個問題。',
    '我无法提供帮助。',
  ])('refuse: %s', (text) => {
    expect(beginsAsRefusal(text, true)).toBe(true);
  });

  it.each([
    "I'm sorry to hear that.",
    'Sorry for your loss. She was a good cat.',
    'I am fine, and you?',
    "I can't wait to hear more!",
    'I can help with that.',
    '抱歉让你久等了！',
    '我不能再同意了，哈哈。',
    '听到这个我很难过。',
  ])('do not refuse: %s', (text) => {
    expect(beginsAsRefusal(text, true)).toBe(false);
  });

  it('leave it open no longer than needed', () => {
    expect(beginsAsRefusal("I'm ", false)).toBeNull();
    expect(beginsAsRefusal("I'm sorry", false)).toBeNull();
    expect(beginsAsRefusal("I'm sorry, but I", false)).toBeNull();
    expect(beginsAsRefusal("I'm sorry to", false)).toBe(false);
    expect(beginsAsRefusal('Hello', false)).toBe(false);
    expect(beginsAsRefusal('抱歉', false)).toBeNull();
    expect(beginsAsRefusal('太棒了', false)).toBe(false);
  });
});
