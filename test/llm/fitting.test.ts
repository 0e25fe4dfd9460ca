import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitting } from '../../src/llm/fitting.ts';
import type { Conversation } from '../../src/llm/model.ts';

describe('a conversation that is too long', () => {
  const count = ({ system, turns }: Conversation) =>
    Promise.resolve([system, ...turns.map(({ text }) => text)].join('').length);
  const turn = (role: 'user' | 'assistant', size: number) => ({ role, text: role.charAt(0).repeat(size) });

  it('loses its oldest questions with their answers, never the last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(600), { maxLength: 12 }), async (sizes) => {
        const turns = [
          ...sizes.map((size, i) => turn(i % 2 === 0 ? 'user' : 'assistant', size)),
          turn('user', 9),
        ];
        const { turns: kept } = await fitting({ system: 's', turns }, count);
        expect(kept[0]!.role).toBe('user');
        expect(kept.at(-1)).toEqual(turns.at(-1));
        // Earlier answers may be shortened, what people said never is.
        const last = turns.slice(-kept.length);
        expect(kept.map(({ role }) => role)).toEqual(last.map(({ role }) => role));
        for (const [i, one] of kept.entries()) {
          if (one.role === 'user') expect(one).toEqual(last[i]);
          else expect(last[i]!.text.startsWith(one.text.replace(' …', ''))).toBe(true);
        }
        expect(kept.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(1024);
      }),
    );
  });

  it('is left alone where it fits, with its examples and what is begun', async () => {
    const whole = {
      system: 's',
      examples: [turn('user', 9), turn('assistant', 9)],
      turns: [turn('user', 9), turn('assistant', 400), turn('user', 9)],
      begun: 'So',
    };
    expect(await fitting(whole, count)).toEqual(whole);
  });

  it('loses the length of the bot’s earlier answers first: what the person said stays', async () => {
    const long = 'First sentence of an answer. Another one that says more. '.repeat(8);
    const turns = [
      { role: 'user', text: 'my name is Mia' },
      { role: 'assistant', text: long },
      { role: 'user', text: 'tell me more' },
      { role: 'assistant', text: long },
      { role: 'user', text: 'and more' },
      { role: 'assistant', text: 'x'.repeat(500) },
      { role: 'user', text: 'who am I?' },
    ] as const;
    const { turns: kept } = await fitting({ system: '', turns }, count);
    expect(kept.filter(({ role }) => role === 'user')).toEqual(turns.filter(({ role }) => role === 'user'));
    expect(kept[1]!.text).toBe(
      `${'First sentence of an answer. Another one that says more. '.repeat(2)}First sentence of an answer.`,
    );
    expect(kept[5]).toEqual(turns[5]); // the last answer is what "and more" is about
  });

  it('keeps the last sentences of a long answer that is gone on with', async () => {
    const long = { system: '', turns: [turn('user', 9)], begun: 'A sentence of an answer. '.repeat(200) };
    const { begun } = await fitting(long, count);
    expect(begun).toMatch(/^(A sentence of an answer\. ){50,70}$/);
  });

  it('shortens a sentence without end to its beginning', async () => {
    const turns = [
      turn('user', 9),
      turn('assistant', 900),
      turn('user', 9),
      turn('assistant', 500),
      turn('user', 9),
    ];
    const { turns: kept } = await fitting({ system: '', turns }, count);
    expect(kept[1]!.text).toMatch(/^a{100,200} …$/);
  });

  it('keeps head and tail of a last turn that alone does not fit', async () => {
    const text = `start ${'x'.repeat(5000)} end`;
    const { turns } = await fitting({ system: '', turns: [{ role: 'user', text }] }, count);
    expect(turns[0]!.text).toMatch(/^start .* … .* end$/);
    expect(turns[0]!.text.length).toBeLessThan(1024);
  });

  it('keeps a little of the last turn where the standing instruction alone does not fit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3000 }), async (text) => {
        const long = { system: 's'.repeat(2000), turns: [turn('user', 9), { role: 'user', text } as const] };
        const { turns } = await fitting(long, count);
        expect(turns).toHaveLength(1);
        expect(turns[0]!.text.length).toBeLessThanOrEqual(64);
        if (text.length <= 64) expect(turns[0]!.text).toBe(text);
      }),
    );
  });
});
