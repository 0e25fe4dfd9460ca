// The conversations of bench:chat are many, of every kind, and their checks tell something.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../src/cli/talk/checks.ts';
import { conversationsOf, readConversations } from '../../../src/cli/talk/conversations.ts';
import { jaccard, normalised, trigrams } from '../../bench/judge/nearness.ts';

const all = await readConversations();
const count = (keep: (conversation: (typeof all)[number]) => boolean) => all.filter(keep).length;
const said = all.flatMap(({ id, turns }) => turns.map((turn, i) => ({ id: `${id} ${i + 1}`, ...turn })));

describe('the conversations', () => {
  it('are at least 200, of four languages and of one to eight turns', () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
    for (const language of ['en', 'zh-CN', 'zh-TW', 'mixed'])
      expect(
        count((one) => one.language === language),
        language,
      ).toBeGreaterThanOrEqual(20);
    expect(count(({ turns }) => turns.length === 1)).toBeGreaterThan(60);
    expect(count(({ turns }) => turns.length >= 4)).toBeGreaterThan(20);
  });

  it('are at least ten of each kind', () => {
    for (const kind of new Set(all.map((one) => one.kind)))
      expect(
        count((one) => one.kind === kind),
        kind,
      ).toBeGreaterThanOrEqual(10);
  });

  it('have each a name of its own', () => {
    const ids = all.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('hold nothing nearly twice', () => {
    const texts = said.map(({ id, said: text }) => ({ id, grams: trigrams(normalised(text)) }));
    const near = texts.flatMap((one, i) =>
      texts
        .slice(i + 1)
        .filter((other) => jaccard(one.grams, other.grams) > 0.6)
        .map(({ id }) => `${one.id} ≈ ${id}`),
    );
    expect(near).toEqual([]);
  });

  it('are not held by an answer that says the question again', () => {
    const held = said.filter((turn) => faultsOf(turn.said, turn, () => false).length === 0);
    // "gm", "lol", "salut", "what colour": greetings and laughter may come back.
    expect(held.filter((turn) => normalised(turn.said).length > 11).map(({ id }) => id)).toEqual([]);
  });

  it.each([
    ['Hello! How can I help you today?', '你好！有什么可以帮您的吗？', '你好！有什麼可以幫您的嗎？'],
    ["I don't know what you mean.", '我不知道您在说什么。', '我不知道您在說什麼。'],
    ['Okay, sure! That sounds great.', '好的，没问题，加油！', '好的，沒問題，加油！'],
  ])('of facts, sums, memory, self-knowledge, code and writing are not held by %j', (latin, hans, hant) => {
    const kinds = new Set(['facts', 'sums', 'memory', 'self', 'code', 'writing', 'long', 'format']);
    const answers = { latin, hans, hant, han: hans };
    const held = all.filter(({ kind, turns }) => {
      const isHeld = turns.every(
        (turn) => faultsOf(answers[turn.expect.script], turn, () => false).length === 0,
      );
      return kinds.has(kind) && isHeld;
    });
    expect(held.map(({ id }) => id)).toEqual([]);
  });

  it("are not answered in the assistant's prompt", async () => {
    const prompt = normalised(await readFile('prompts/assistant.md', 'utf8'));
    const shown = said.filter(
      ({ said: text }) => normalised(text).length >= 12 && prompt.includes(normalised(text)),
    );
    expect(shown.map(({ id }) => id)).toEqual([]);
  });
});

describe('a row', () => {
  const row = (fields: object) =>
    JSON.stringify({ id: 'a', language: 'en', turns: [{ said: 'hi' }], ...fields });

  it('wants the script of its language unless it says another', () => {
    const scripts = (fields: object) =>
      conversationsOf('self.jsonl', row(fields))[0]!.turns[0]!.expect.script;
    expect(scripts({})).toBe('latin');
    expect(scripts({ language: 'zh-TW' })).toBe('hant');
    expect(scripts({ turns: [{ said: '用中文说', expect: { script: 'han' } }] })).toBe('han');
  });

  it.each([
    ['not JSON', '{', 'is not JSON'],
    [
      'a pattern that is none',
      row({ turns: [{ said: 'hi', expect: { pattern: '(' } }] }),
      'turns.0.expect.pattern',
    ],
    ['an unknown check', row({ turns: [{ said: 'hi', expect: { ani: ['x'] } }] }), 'turns.0.expect'],
    ['an empty range', row({ turns: [{ said: 'hi', expect: { chars: [5, 2] } }] }), 'turns.0.expect.chars'],
    ['a mixed conversation without scripts', row({ language: 'mixed' }), 'must say its script'],
  ])('with %s is refused with its file and line', (_, line, problem) => {
    const content = `${row({})}\n${line}\n`;
    expect(() => conversationsOf('self.jsonl', content)).toThrow(`self.jsonl:2: `);
    expect(() => conversationsOf('self.jsonl', content)).toThrow(problem);
  });
});
