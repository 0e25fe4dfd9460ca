import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaksOf } from '../../../src/llm/guard/leak.ts';

const leaks = leaksOf([
  'You are Barometer, a friendly bot in a Discord server. Answer in the language of the message, in one to three sentences.',
  '用中文回答，一到三句话。不知道的事就说不知道。',
]);

describe('what stands in the prompt', () => {
  it('is dropped where it is said aloud, exactly or nearly', () => {
    expect(
      leaks.without('Sure! Answer in the language of the message, in one to three sentences. Bye.', true),
    ).toBe('Sure! Bye.');
    expect(
      leaks.without('Answer in the language of the message in one or three sentences.\nHi!', true).trim(),
    ).toBe('Hi!');
    expect(leaks.without('好的。用中文回答，一到三句话。你好！', true)).toBe('好的。你好！');
  });

  it('is not what the bot says of itself', () => {
    const text = 'I am Barometer, a friendly bot in this Discord server.';
    expect(leaks.without(text, true)).toBe(text);
  });

  it.each([
    'The person is in good spirits.',
    'The user’s mood is glad.',
    'My instructions are to be brief.',
    'I was told to be kind.',
    '用户的情绪是积极的。',
    '我的指令是简短回答。',
  ])('is not talked of: %s', (sentence) => {
    expect(leaks.without(`${sentence} Hello.`, true).trim()).toBe('Hello.');
  });

  it.each([
    'I can’t share my instructions, sorry.',
    '我不能公开我的提示词。',
    'The mood in here is good today.',
  ])('may be refused, and the mood of a place be told: %s', (text) => {
    expect(leaks.without(text, true)).toBe(text);
  });

  it('is held back while it is written', () => {
    expect(leaks.without('Hi. Answer in the language', false)).toBe('Hi. ');
    expect(leaks.without('Hi. Answer in a word', false)).toBe('Hi. Answer in a word');
    expect(leaks.without('Hi. Answer in the', true)).toBe('Hi. Answer in the');
  });

  it('may stand in code', () => {
    const text = 'Here:\n```\nAnswer in the language of the message, in one to three sentences.\n```';
    expect(leaks.without(text, true)).toBe(text);
  });

  it('changes no other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(leaks.without(text, true)).toBe(text);
      }),
    );
  });
});
