import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyOf, withoutNotes, type Line } from '../../src/pipeline/history.ts';

const who = { personId: 'ada', botId: 'bot', isDirect: false };
const line = (id: string, authorId: string, text: string, repliesTo: string | null = null): Line => ({
  id,
  authorId,
  text,
  repliesTo,
});

describe('the history of a conversation', () => {
  it('holds what the bot answered and what it answered to', () => {
    const lines = [
      line('1', 'ada', 'hi'),
      line('2', 'bot', 'hello', '1'),
      line('3', 'ada', 'to somebody else'),
    ];
    expect(historyOf(lines, who, 10)).toEqual([
      { role: 'user', text: 'hi' },
      { role: 'assistant', text: 'hello' },
    ]);
  });

  it('joins the pages of a long answer', () => {
    const lines = [
      line('1', 'ada', 'tell me'),
      line('2', 'bot', 'page one', '1'),
      line('3', 'bot', 'page two', '1'),
    ];
    expect(historyOf(lines, who, 10).at(-1)).toEqual({ role: 'assistant', text: 'page one\npage two' });
  });

  it('holds every line of a direct message', () => {
    const lines = [line('1', 'ada', 'a'), line('2', 'ada', 'b'), line('3', 'bot', 'c', '2')];
    expect(historyOf(lines, { ...who, isDirect: true }, 10)).toEqual([
      { role: 'user', text: 'a\nb' },
      { role: 'assistant', text: 'c' },
    ]);
  });

  it('keeps an answer that is recalled, with its question, before the newest turns, and once', () => {
    const talk = [1, 2, 3, 4].flatMap((n) => [
      line(`q${n}`, 'ada', `question ${n}`),
      line(`a${n}`, 'bot', `answer ${n}`, `q${n}`),
    ]);
    const texts = (limit: number, recalled: string) =>
      historyOf(talk, who, limit, recalled).map(({ text }) => text);
    expect(texts(2, 'a1')).toEqual(['question 1', 'answer 1', 'question 4', 'answer 4']);
    expect(texts(2, 'a4')).toEqual(['question 4', 'answer 4']);
    expect(texts(2, 'unknown')).toEqual(['question 4', 'answer 4']);
  });

  it('leaves out the small letters that the bot adds below an answer', () => {
    expect(withoutNotes("It is 4.\n-# I can't see pictures.\n-# Stopped.")).toBe('It is 4.');
    expect(withoutNotes('-# small\nlarge')).toBe('-# small\nlarge');
    expect(withoutNotes('-# Stopped.')).toBe('');
  });

  it('never holds the words of another person, is bounded, begins with the person and alternates', () => {
    const lines = fc.array(
      fc.record({
        authorId: fc.constantFrom('ada', 'bob', 'bot'),
        text: fc.string({ minLength: 1, maxLength: 5 }),
        repliesTo: fc.option(fc.nat(20).map(String)),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 8 }), fc.boolean(), (rows, limit, isDirect) => {
        const numbered = rows.map((row, index) => ({
          ...row,
          id: String(index),
          text: `${row.authorId}|${row.text}`,
        }));
        const turns = historyOf(numbered, { ...who, isDirect }, limit);
        expect(turns.length).toBeLessThanOrEqual(limit);
        expect(turns.some(({ text }) => text.includes('bob|'))).toBe(false);
        for (const [index, { role }] of turns.entries())
          expect(role).toBe(index % 2 === 0 ? 'user' : 'assistant');
      }),
    );
  });
});
