import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../src/llm/form.ts';
import { grammarOf } from '../../src/llm/formGrammar.ts';
import { grammarPattern } from '../support/grammarPattern.ts';

describe('the grammar of a form', () => {
  it('has as many lines as were asked for', () => {
    expect(grammarOf({ kind: 'list', count: 3 }, 'en')).toContain('root ::= line ("\\n" line){2}\nline ::= ');
  });

  it('has the lines that are missing where some stand', () => {
    const lines = (begun: string) => grammarOf({ kind: 'lines', count: 5 }, 'en', begun);
    expect(lines('The sea\nis blue\n')).toContain('root ::= line ("\\n" line){2}\n');
    expect(lines('The sea\nis blue')).toContain('root ::= "\\n" line ("\\n" line){2}\n');
    expect(lines('1\n2\n3\n4\n5\n')).toContain('root ::= line ("\\n" line){0}\n');
  });

  it('has as many sentences as were asked for', () => {
    expect(grammarOf({ kind: 'sentences', least: 1, most: 3 }, 'en')).toContain(
      'root ::= sentence (" " sentence){0,2}\nsentence ::= ',
    );
    expect(grammarOf({ kind: 'sentences', least: 2, most: 2 }, 'zh-CN')).toContain('(sentence){1,1}');
  });

  it('has a mark before each thing of a list', () => {
    expect(grammarOf({ kind: 'bullets', count: 3 }, 'en')).toContain(
      'root ::= "- " item ("\\n- " item){2,2}\n',
    );
    expect(grammarOf({ kind: 'numbers', count: 2 }, 'en')).toContain(
      'root ::= "1. " item "\\n" "2. " item\n',
    );
    expect(grammarOf({ kind: 'numbers', count: null }, 'en')).toMatch(
      /^root ::= "1. " item "\\n" "2. " item \("\\n" "3. " item .*"8. " item\)\?\)\?\)\?\)\?\)\?\)\?\n/,
    );
  });

  it.each<readonly [Form, string, string]>([
    [{ kind: 'sentences', least: 2, most: 2 }, 'Tea is hot. Ice is 0.5 cold!', 'Tea is hot.'],
    [{ kind: 'sentences', least: 1, most: 2 }, 'Tea is hot.', 'Tea. Ice is. Sun is.'],
    [{ kind: 'bullets', count: 2 }, '- tea\n- ice', '- tea'],
    [{ kind: 'bullets', count: null }, '- tea\n- ice\n- sun', 'tea\nice'],
    [{ kind: 'numbers', count: 3 }, '1. tea\n2. ice\n3. sun', '1. tea\n2. ice'],
    [{ kind: 'numbers', count: null }, '1. tea\n2. ice\n3. sun', '1. tea\n3. ice'],
    [{ kind: 'json' }, '{"name": "Tom", "age": 5, "likes": ["tea", "ice"]}', 'Here: {"name": "Tom"}'],
    [{ kind: 'json' }, '[{"city": "Rome", "people": 2.8}, {"city": "Oslo"}]', '{"name": "Tom"'],
  ])('%j lets through what has it, and nothing else', (form, has, lacks) => {
    const pattern = grammarPattern(grammarOf(form, 'en')!);
    expect(pattern.test(has)).toBe(true);
    expect(pattern.test(lacks)).toBe(false);
  });

  it('is none for a limit, which is kept by cutting', () => {
    expect(grammarOf({ kind: 'limit', count: 20 }, 'en')).toBeNull();
  });

  it('of JSON gives nothing but what can be parsed', () => {
    const written = fc.sample(fc.stringMatching(grammarPattern(grammarOf({ kind: 'json' }, 'en')!)), 100);
    for (const one of written) expect(() => void JSON.parse(one), one).not.toThrow();
    expect(new Set(written.map((one) => one[0]))).toEqual(new Set(['{', '[']));
  });

  it('is in the language of the answer, and lets Chinese name an English word', () => {
    expect(grammarOf({ kind: 'yes or no' }, 'en')).toBe('root ::= ("Yes" | "No") "."');
    expect(grammarOf({ kind: 'yes or no' }, 'zh-TW')).toContain('"對"');
    expect(grammarOf({ kind: 'one word' }, 'zh-CN')).toContain('[A-Za-z');
  });
});
