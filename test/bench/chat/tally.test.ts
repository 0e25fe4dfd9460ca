// The figures and tables of bench:chat.
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/cli/talk/checks.ts';
import { chatTables } from '../../../bench/chat/tables.ts';
import { table } from '../../../bench/table.ts';
import { figuresOf, tallyOf, type Held } from '../../../bench/chat/tally.ts';

interface Given {
  readonly run?: number;
  readonly kind?: string;
  readonly firstTokenMs?: number;
  readonly isWritten?: boolean;
}

/** A conversation whose answers have these faults. */
const talk = (
  faults: readonly Check[][],
  { run = 0, kind = 'facts', firstTokenMs = 100, isWritten = true }: Given = {},
): Held => ({
  id: 'x',
  kind,
  language: 'en',
  run,
  turns: faults.map((own) => ({
    said: 'hi',
    text: 'ho',
    ending: 'whole',
    firstTokenMs,
    judgedMs: firstTokenMs / 4,
    isWritten,
    tokens: 4,
    faults: own,
  })),
});

describe('the figures', () => {
  it('hold a conversation only where every answer of it has no fault', () => {
    expect(tallyOf('all', [talk([[], []]), talk([[], ['loop']])])).toMatchObject({
      conversations: 2,
      share: 0.5,
    });
  });

  it('are the mean of the runs, with the highest minus the lowest', () => {
    const held = [talk([[]]), talk([['content']]), talk([[]], { run: 1 }), talk([[]], { run: 1 })];
    expect(tallyOf('all', held)).toEqual({ name: 'all', conversations: 2, share: 0.75, spread: 0.5 });
  });

  it('count scripts and loops by answer, and the kinds that are named by conversation', () => {
    const held = [
      talk([[], ['script', 'content']], { kind: 'mood' }),
      talk([['loop'], ['loop']], { kind: 'self', firstTokenMs: 300 }),
      talk([[]], { kind: 'self' }),
    ];
    expect(figuresOf(held)).toEqual({
      all: 0.333,
      language: 0.8,
      loops: 2,
      memory: null,
      self: 0.5,
      mood: 0,
      firstTokenMs: 100,
      judgedShare: 0.25,
      written: 5,
      tokensPerAnswer: 4,
    });
  });

  it('leave answers that were told from facts out of what the judge takes', () => {
    const told = talk([[]], { firstTokenMs: 4, isWritten: false });
    const slow = { ...talk([[]]), turns: talk([[]]).turns.map((turn) => ({ ...turn, judgedMs: 60 })) };
    expect(figuresOf([slow, told])).toMatchObject({ judgedShare: 0.6, written: 1 });
    expect(figuresOf([told])).toMatchObject({ judgedShare: null, written: 0 });
  });
});

it('the tables are Markdown: kinds and all, languages, and how many answers failed each check in a run', () => {
  const held = [
    talk([['loop', 'content']], { kind: 'loops' }),
    talk([[]]),
    talk([[]], { run: 1, kind: 'loops' }),
    talk([[]], { run: 1 }),
  ];
  const lines = chatTables(held).split('\n');
  expect(lines[0]).toBe('| kind        | conversations | all checks hold | max − min |');
  expect(lines).toContain('| loops       |             1 |            .500 |     1.000 |');
  expect(lines).toContain('| all         |             2 |            .750 |      .500 |');
  expect(lines).toContain('| en          |             2 |            .750 |      .500 |');
  expect(lines).toContain('| loop        |                  0.5 |');
  expect(table(['a', 'b'], [['x', '1']])).toBe(
    '| a           | b |\n| ---         | ---: |\n| x           | 1 |\n',
  );
});
