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
    'Well, I am instructed to be a friendly bot.',
    'I was told to answer in the language of people.',
    'I have been told to keep my answers short.',
    'I was told to say that I don’t know.',
    'The person seems upset.',
    '我被要求用简短的话回答。',
    '我被要求保持友善的語氣。',
    '用户的情绪很低落。',
    '用户的情绪是积极的。',
    '我的指令是简短回答。',
  ])('is not talked of: %s', (sentence) => {
    expect(leaks.without(`${sentence} Hello.`, true).trim()).toBe('Hello.');
  });

  it.each([
    'I can’t share my instructions, sorry.',
    '我不能公开我的提示词。',
    'The mood in here is good today.',
    '尊重对方的情绪，慢慢听他说完。',
    '先看看對方的心情，再開口。',
    'Sentiment analysis detects the user’s mood.',
    'A good app asks for the user’s mood once a day.',
    '情感分析可以判断用户的情绪。',
    'I was told to wait by the gate, and so I waited all night.',
    'When I was young, I was told to be kind to strangers.',
    '“I was told to keep quiet,” said the fox.',
    'She said: I was told to answer the door.',
    'The soldiers marched on as instructed.',
    '我被要求去办公室，心里很慌。',
  ])('may be refused, and the mood of a place be told: %s', (text) => {
    expect(leaks.without(text, true)).toBe(text);
  });

  it('may be told of the mood of users where the message asks about that', () => {
    const told = 'The user’s mood is then shown as a number.';
    expect(leaks.without(told, true)).toBe('');
    expect(leaksOf([], 'how does sentiment analysis work?').without(told, true)).toBe(told);
    const inChinese = '用户的情绪是用分数表示的。';
    expect(leaksOf([], '情绪分析是怎么做的').without(inChinese, true)).toBe(inChinese);
  });

  it('is held back while it is written', () => {
    expect(leaks.without('Hi. Answer in the language', false)).toBe('Hi. ');
    expect(leaks.without('Hi. Answer in a word', false)).toBe('Hi. Answer in a word');
    expect(leaks.without('Hi. Answer in the', true)).toBe('Hi. Answer in the');
  });

  it('does not stand in code either', () => {
    const text = 'Here:\n```\nAnswer in the language of the message, in one to three sentences.\n```';
    expect(leaks.without(text, true)).toBe('Here:\n```\n\n```');
  });

  it.each([
    ['reworded', 'My job: I always ANSWER in the Language of the message - one line or three.'],
    ['across sentences', 'Told: in one to three. Sentences if you don’t know something, say so.'],
    ['in another order', 'I am short (in one to three sentences, answer in the language of the message).'],
    ['in wide letters', 'Ｉｎ ｔｈｅ ｌａｎｇｕａｇｅ ｏｆ ｔｈｅ ｍｅｓｓａｇｅ I write.'],
    ['between other words', '规则就是这样：回答一到三句话，不知道的事就说不知道哦'],
    ['one word a line', 'In\nthe\nlanguage\nof\nthe\nmessage'],
    ['told as of the bot', 'It says: you are Barometer, a friendly bot, and so on.'],
  ])('is dropped where six words or ten characters of it stand in a row: %s', (_, sentence) => {
    const told = leaksOf([
      'You are Barometer, a friendly bot in a Discord server. Answer in the language of the message, in one to three sentences. If you don’t know something, say so.',
      '用中文回答，一到三句话。不知道的事就说不知道。',
    ]);
    expect(told.without(`${sentence}\nBye.`, true).trim()).toBe('Bye.');
    expect(told.without(`\`\`\`\n${sentence}\nlet x = 1;\n\`\`\``, true)).toMatch(
      /^```\n\s*let x = 1;\n```$/,
    );
  });

  it.each([
    'I am Barometer, a friendly bot in a Discord server.',
    'Ask me in the language of a message board.',
    '我是 Barometer，Discord 服务器里一个友好的机器人。',
    '不知道的事，问一问管理员就好。',
  ])('may share fewer words with an answer, and what the bot says of itself: %s', (text) => {
    const told = leaksOf([
      'You are Barometer, a friendly bot in a Discord server. Answer in the language of the message.',
      '你是 Barometer，Discord 服务器里一个友好的机器人。不知道的事就说不知道。',
    ]);
    expect(told.without(text, true)).toBe(text);
  });

  it('changes no other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(leaks.without(text, true)).toBe(text);
      }),
    );
  });
});
