import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_LIMIT, openFence, pagesOf } from '../../src/discord/pages.ts';

const answers = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom('```ts\n', '\n```\n', '\n', '。', '😟', 'word '),
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

describe('pagesOf', () => {
  it('keeps a short answer whole', () => {
    expect(pagesOf('hello')).toEqual(['hello']);
  });

  it('gives no page for an answer without words', () => {
    expect(pagesOf(' \n ')).toEqual([]);
  });

  it('closes a code block that is still being written', () => {
    expect(pagesOf('Look:\n```ts\nconst a = 1;')).toEqual(['Look:\n```ts\nconst a = 1;\n```']);
  });

  it('opens a cut code block again on the next page in its language', () => {
    const [first, second] = pagesOf(`\`\`\`py\n${'x = 1\n'.repeat(500)}\`\`\`\n`);
    expect(first?.endsWith('\n```')).toBe(true);
    expect(second?.startsWith('```py\n')).toBe(true);
  });

  it('never makes a page over the limit, an open code block or half a character', () => {
    fc.assert(
      fc.property(answers, (text) => {
        for (const page of pagesOf(text)) {
          expect(page.length).toBeLessThanOrEqual(MESSAGE_LIMIT);
          expect(openFence(page)).toBeNull();
          expect(page.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('leaves all but the last two pages as they are when the answer grows', () => {
    fc.assert(
      fc.property(answers, answers, (text, more) => {
        const settled = pagesOf(text).slice(0, -1);
        expect(pagesOf(text + more).slice(0, settled.length)).toEqual(settled);
      }),
    );
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 800 }), (words) => {
        expect(pagesOf(words.join(' ')).join(' ').split(/\s+/).filter(Boolean)).toEqual(words);
      }),
    );
  });
});
