import { describe, expect, it } from 'vitest';
import { ASKED, askedIn, type Asked, type AskedFor } from '../../src/llm/heads/asked.ts';
import { askedInTalk } from '../../src/llm/inTalk.ts';
import type { Judgement } from '../../src/llm/judge.ts';

const read = (probabilities: Partial<Record<Asked, number>>): AskedFor =>
  askedIn(ASKED.map((label) => probabilities[label] ?? 0));
const aboutBot = read({ 'self.maker': 0.9, chat: 0.1 });
const other = read({ chat: 1 });
const long = 'The pipe under the sink broke last night. '.repeat(8);

/** What the message asks for after `before`, which asked for `earlier` by itself. */
async function asked(text: string, before: string, earlier = other) {
  const judge = { judge: () => Promise.resolve([{ asked: earlier } as Judgement]) };
  const history = [{ role: 'user', text: before }] as const;
  return (await askedInTalk({ text, asked: aboutBot, history }, judge))?.label;
}

describe('what a message of a talk asks for', () => {
  it('is what it asks for by itself after a short message', async () => {
    expect(await asked('who made it?', 'hi there')).toBe('self.maker');
  });

  it('is nothing about the bot where it is a long text', async () => {
    expect(await asked(long, 'hi there')).toBe('chat');
    expect(await asked(long, 'what are you?', aboutBot)).toBe('chat');
  });

  it('is about a long text that stands before it, unless it names the bot', async () => {
    expect(await asked('who fixed it?', long)).toBe('chat');
    expect(await asked('修管子的钱谁出', long)).toBe('chat');
    expect(await asked('and who made you?', long)).toBe('self.maker');
    expect(await asked('你是谁做的', long)).toBe('self.maker');
  });

  it('is unknown where nothing was read', async () => {
    const none = { judge: () => Promise.reject(new Error('not asked')) };
    expect(await askedInTalk({ text: 'hi', asked: null, history: [] }, none)).toBeNull();
  });
});
