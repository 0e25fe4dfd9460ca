import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareText, stemOf, termsOf } from '../../src/mood/terms.ts';
import { topicsOf } from '../../src/mood/topics.ts';

const termsIn = (text: string) => [...new Set(termsOf(bareText(text)).map(({ stem }) => stem))];
const say = (authorId: string, content: string) => ({ authorId, content, terms: termsIn(content) });

const outage = [
  say('ann', 'Login fails since the update, error 503'),
  say('ben', 'login error 503 again'),
  say('cat', 'the login server gives an error'),
  say('dan', 'is login down?'),
];
const fest = [
  say('ann', '今晚的灯笼比赛几点开始?'),
  say('eve', '灯笼比赛我也参加'),
  say('fay', '灯笼比赛的奖品好看'),
];
const chatter = [
  say('ann', 'good morning'),
  say('ben', 'pizza tonight'),
  say('cat', 'my cat sleeps'),
  say('gus', 'nice weather in Porto'),
];

describe('the topics of a day', () => {
  it('are found in English and in Chinese, the one of most people first', () => {
    const topics = topicsOf([...chatter, ...fest, ...outage], 5);
    expect(topics.map(({ messages }) => new Set(messages))).toEqual([new Set(outage), new Set(fest)]);
    expect(topics[0]?.terms).toContain('login');
    expect(topics[1]?.terms).toEqual(expect.arrayContaining(['灯笼', '比赛']));
    expect(topics.map(({ authors }) => authors)).toEqual([4, 3]);
  });

  it('need three people: one person writing the same for hours is no topic', () => {
    const rant = Array.from({ length: 20 }, (_, n) =>
      say(n % 2 ? 'ann' : 'ben', 'refund the lost cargo now'),
    );
    expect(topicsOf([...rant, ...chatter], 5)).toEqual([]);
  });

  it('need two words in common: one is chance', () => {
    const chance = ['ann', 'ben', 'cat', 'dan'].map((who, n) =>
      say(who, `works ${['pizza', 'boat', 'tea', 'rain'][n]}`),
    );
    expect(topicsOf(chance, 5)).toEqual([]);
  });

  it('count the messages before that would have joined, without finding topics in them', () => {
    // An order of pizza is something else, though nobody speaks of one now.
    const pizza = [say('ann', 'an error in my pizza order'), say('ben', 'pizza order error')];
    const earlier = [...fest, say('ann', 'login error again'), ...pizza];
    const topics = topicsOf([...chatter, ...outage], 5, earlier);
    expect(topics.map(({ before, authors }) => [before, authors])).toEqual([[1, 4]]);
    expect(topicsOf([...chatter, ...outage], 5)[0]).toMatchObject({ before: 0, authors: 4 });
  });

  it('hold each message once, three or more of three people, and are the same for the same messages', () => {
    const word = fc.constantFrom('login', 'error', 'boat', 'storm', '灯笼', '比赛', 'chest', 'route');
    const line = fc.record({
      authorId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      terms: fc.uniqueArray(word, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (messages) => {
        const topics = topicsOf(messages, 5);
        const inside = topics.flatMap((topic) => topic.messages);
        expect(new Set(inside).size).toBe(inside.length);
        for (const { messages: held, authors, terms } of topics) {
          expect(new Set(held.map(({ authorId }) => authorId)).size).toBe(authors);
          expect(Math.min(held.length, authors)).toBeGreaterThanOrEqual(3);
          expect(terms.length).toBeGreaterThanOrEqual(2);
        }
        expect(topicsOf(messages, 5)).toEqual(topics);
        // The same messages before: as many of them as of now.
        for (const { messages: held, before } of topicsOf(messages, 5, messages))
          expect(before).toBe(held.length);
      }),
    );
  });
});

describe('the words of a message', () => {
  it('leave out markup, mentions, links, code and what is quoted', () => {
    const text = '> old words\n<@123> look: https://evil.example/path `rm` ```\ncode\n``` <:wave:99> login';
    expect(termsIn(text)).toEqual(['look', 'login']);
  });

  it('leave out what is told to be left out, such as names', () => {
    expect(termsOf('priya likes lanterns', new Set(['priya'])).map(({ word }) => word)).toEqual([
      'likes',
      'lanterns',
    ]);
  });

  it.each([
    ['crashes', 'crashed'],
    ['lags', 'lagging'],
    ['updates', 'update'],
    ['parties', 'party'],
  ])('are one whatever their ending: %s and %s', (a, b) => expect(stemOf(a)).toBe(stemOf(b)));

  it('keep what is no ending', () => {
    expect(['boss', 'status', '503', '登录'].map(stemOf)).toEqual(['boss', 'status', '503', '登录']);
  });
});
