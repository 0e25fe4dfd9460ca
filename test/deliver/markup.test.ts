import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, runsOf } from '../../src/deliver/markup.ts';

const time = (at: number, style: string) => `${at}/${style}`;
const run = (text: string, more: { bold?: boolean; href?: string } = {}) => ({
  text,
  bold: more.bold ?? false,
  href: more.href ?? null,
});

describe('markup outside Discord', () => {
  it.each([
    ['**−7** now', [run('−7', { bold: true }), run(' now')]],
    ['-# small\n## head\nline', [run('small\nhead\nline')]],
    ['*a* __b__ ~~c~~ `d`', [run('a b c d')]],
    ['||whodunit||', [run('||whodunit||')]],
    ['**[x](https://e.org/a)**', [run('x', { bold: true, href: 'https://e.org/a' })]],
    ['<https://e.org/b>', [run('https://e.org/b', { href: 'https://e.org/b' })]],
    ['[x](javascript:alert(1))', [run('[x](javascript:alert(1))')]],
    ['<t:60:R> <a:wave:1> </mood:2>', [run('60000/R :wave: /mood')]],
    ['<@1> <@&2> <#3> @everyone', [run('<@1> <@&2> <#3> @everyone')]],
    ['`**not bold**` \\*nor this\\*', [run('**not bold** *nor this*')]],
    ['a__b_c', [run('a__b_c')]],
  ])('%j', (markup, expected) => {
    expect(runsOf(markup, time)).toEqual(expected);
  });

  it('as plain text keeps the address of a link behind its words', () => {
    expect(plainText('see [the log](https://e.org/log) https://e.org/', time)).toBe(
      'see the log (https://e.org/log) https://e.org/',
    );
  });

  it('never joins what differs, leaves no empty run, and links to http(s) only, whatever the text', () => {
    const pieces = [
      '**',
      '*',
      '_',
      '__',
      '||',
      '`',
      '\\',
      '[',
      '](https://e.org)',
      '<t:1:R>',
      '\n',
      ' ',
      '好',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' })));
    fc.assert(
      fc.property(text, (parts) => {
        const runs = runsOf(parts.join(''), time);
        for (const [n, { text: words, bold, href }] of runs.entries()) {
          expect(words).not.toBe('');
          if (href !== null) expect(href).toMatch(/^https?:\/\//);
          const before = runs[n - 1];
          if (before) expect([before.bold, before.href]).not.toEqual([bold, href]);
        }
      }),
    );
  });
});
