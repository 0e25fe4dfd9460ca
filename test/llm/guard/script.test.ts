import { describe, expect, it } from 'vitest';
import { beginsIn, scriptOf } from '../../../src/llm/guard/script.ts';

describe('the script of a text', () => {
  it.each([
    ['hi there', 'latin'],
    ['hallo, wie geht’s?', 'latin'],
    ['你好', 'han'],
    ['周五了周五了 finally', 'han'],
    ['我朋友 Jay 今天 seems off，你看他的 mood 怎样', 'han'],
    ['what does 你好 mean?', 'latin'],
    ['Barometer 在吗', 'han'],
    ['看看 https://example.com/a/b/c', 'han'],
    ['帮我看看 `const a = await read(file)` 哪里错了', 'han'],
    ['ㄏㄏㄏ', 'han'],
    ['こんにちは、元気ですか', 'other'],
    ['안녕하세요', 'other'],
    ['привет, как дела', 'other'],
    ['😂', null],
    ['?', null],
    ['7+8', null],
    ['', null],
  ])('of %j is %s', (text, script) => {
    expect(scriptOf(text)).toBe(script);
  });
});

describe('the first words of an answer', () => {
  it('are in the wrong script once a dozen letters say so', () => {
    expect(beginsIn('I am sorry to hear', 'han', false)).toBe(false);
    expect(beginsIn('听到这个我很难过', 'latin', false)).toBe(false);
    expect(beginsIn('こんにちは、お元気ですか', 'han', false)).toBe(true); // it holds Chinese characters: 元気
    expect(beginsIn('привет, как дела', 'latin', false)).toBe(false);
  });

  it('are right as soon as letters of the script come', () => {
    expect(beginsIn('听', 'han', false)).toBe(true);
    expect(beginsIn('Sure', 'latin', false)).toBe(true);
    expect(beginsIn('“你好”means hello', 'latin', false)).toBe(true);
  });

  it('are open where only names, numbers and code stand', () => {
    expect(beginsIn('', 'han', false)).toBeNull();
    expect(beginsIn('Barometer', 'han', false)).toBeNull();
    expect(beginsIn('Python', 'han', false)).toBeNull();
    expect(beginsIn('3 × 4 = 12', 'latin', false)).toBeNull();
    expect(beginsIn('```js\nconst answer = await read(file);\n```', 'han', false)).toBeNull();
  });

  it('are judged as they are once the answer is whole', () => {
    expect(beginsIn('42', 'han', true)).toBe(true);
    expect(beginsIn('Python', 'han', true)).toBe(true);
    expect(beginsIn('Hi there!', 'han', true)).toBe(false);
    expect(beginsIn('你好', 'latin', true)).toBe(false);
  });
});
