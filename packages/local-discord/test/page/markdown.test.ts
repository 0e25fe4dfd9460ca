import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks, type Span, spans } from '../../page/markdown/index.js';

const text = (words: string): Span => ({ type: 'text', text: words });

function linksIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linksIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'href' ? [String(inner)] : linksIn(inner)));
}

const PIECES = [
  ...['**', '*', '_', '__', '~~', '||', '`', '``', '```', '```js\n', '> ', '>>> ', '# ', '-# ', '- ', '1. '],
  ...[
    '\n',
    ' ',
    'a',
    '好',
    '\\',
    '[',
    '](https://e.org)',
    '<',
    '>',
    '<@1>',
    '<t:1:R>',
    'https://e.org/_x_',
    '@everyone',
  ],
];
const markup = fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((pieces) => pieces.join(''));

describe('markdown', () => {
  test.each<[string, Span[]]>([
    [
      '**b *i* x**',
      [{ type: 'strong', children: [text('b '), { type: 'em', children: [text('i')] }, text(' x')] }],
    ],
    ['***both***', [{ type: 'strong', children: [{ type: 'em', children: [text('both')] }] }]],
    ['snake_case_name', [text('snake_case_name')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['`**raw**`', [{ type: 'code', text: '**raw**' }]],
    ['\\*not\\*', [text('*not*')]],
    [
      '<@12> <#3> <@&4>',
      [
        { type: 'user', id: '12' },
        text(' '),
        { type: 'channel', id: '3' },
        text(' '),
        { type: 'role', id: '4' },
      ],
    ],
    ['[x](javascript:alert(1))', [text('[x](javascript:alert(1))')]],
    [
      '看https://e.org/a，好',
      [
        text('看'),
        { type: 'link', href: 'https://e.org/a', children: [text('https://e.org/a')] },
        text('，好'),
      ],
    ],
    ['<t:1700000000:R>', [{ type: 'time', seconds: 1_700_000_000, style: 'R' }]],
  ])('%j is read as Discord reads it', (input, expected) => {
    expect(spans(input)).toEqual(expected);
  });

  test('blocks are quotes, headings, lists, small print and code', () => {
    const found = blocks('> q\n# T\n-# s\n- a\n  - b\n2. c\n```ts\nx\n```\nend');
    expect(found.map(({ type }) => type)).toEqual(['quote', 'heading', 'subtext', 'list', 'pre', 'lines']);
  });

  test('any text is read without an error, in time, and links lead to http(s) only', () => {
    fc.assert(
      fc.property(fc.oneof(markup, fc.string({ unit: 'grapheme' })), (input) => {
        const started = performance.now();
        const found = blocks(input);
        expect(performance.now() - started).toBeLessThan(1000);
        for (const href of linksIn(found)) expect(href).toMatch(/^https?:\/\//);
      }),
      { numRuns: 500 },
    );
  });

  test.each(PIECES.flatMap((a) => ['', '`', '*', '_', '[', '> '].map((b) => [a + b])))(
    'a message full of %j does not stall the page',
    (bomb) => {
      const started = performance.now();
      blocks(bomb.repeat(2000).slice(0, 4000));
      expect(performance.now() - started).toBeLessThan(1000);
    },
  );
});
