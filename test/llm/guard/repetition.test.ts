import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthBeforeRepetition } from '../../../src/llm/guard/repetition.ts';

/** What stays of a text; null where it is left alone. */
function kept(text: string): string | null {
  const length = lengthBeforeRepetition(text);
  return length === null ? null : text.slice(0, length).trimEnd();
}

describe('a repetition', () => {
  it('is a sentence that is said three times, and its first round stays', () => {
    expect(kept('It was late. The duck slept. The duck slept. The duck slept. The')).toBe(
      'It was late. The duck slept.',
    );
    expect(kept('祝你生日快乐，万事如意！\n祝你生日快乐，万事如意！\n祝你生日快乐，万事如意！\n祝')).toBe(
      '祝你生日快乐，万事如意！',
    );
  });

  it('is a sentence that comes a third time between others', () => {
    expect(kept('I like tea. It rains. I like tea. You go home. I like tea. And so')).toBe(
      'I like tea. It rains. I like tea. You go home.',
    );
  });

  it('is a verse that comes round', () => {
    const verse = 'Leaves are falling down.\nWinds are blowing cold.\n';
    expect(kept(verse.repeat(3))).toBe(verse.trimEnd());
  });

  it('is a run of words, with spaces and without', () => {
    expect(kept(`I said ${'no more tears '.repeat(9)}`)).toBe('I said no more tears');
    expect(kept('我爱学习'.repeat(30))).toBe('我爱学习');
    expect(kept('啊'.repeat(40))).toBe('啊啊啊啊啊啊');
    expect(kept('😂'.repeat(40))).toMatch(/^(😂){1,6}$/u);
  });

  it('is a phrase of twelve characters that is said four times', () => {
    const text = [
      'He walked to the old mill by noon. She waited at the old mill for him.',
      'They sang near the old mill all day. Then the old mill was sold.',
    ].join(' ');
    expect(kept(text)).toBe(
      'He walked to the old mill by noon. She waited at the old mill for him. They sang near the old mill all day.',
    );
  });

  it('is a list whose items come round, on lines and in one', () => {
    const words = ['聪明', '善良', '勇敢', '温柔', '可爱'];
    expect(kept([...words, '幽默', ...words].map((word, i) => `${i + 1}. ${word}`).join('\n'))).toBe(
      [...words, '幽默'].map((word, i) => `${i + 1}. ${word}`).join('\n'),
    );
    expect(kept(['red', 'green', 'blue', 'pink', 'red', 'green', 'blue', 'pink'].join(', '))).toBe(
      'red, green, blue, pink,',
    );
  });

  it('is the same line of code six times running', () => {
    const line = '  print("hello")\n';
    expect(kept(`\`\`\`py\n${line.repeat(8)}`)).toBe(`\`\`\`py\n${line.trimEnd()}`);
  });

  it.each([
    ['a laugh', 'ha ha ha, that was good'],
    ['a long laugh', '哈哈哈哈哈哈，太好笑了'],
    [
      'a refrain said twice',
      'Row, row, row your boat.\nGently down the stream.\nLife is but a dream.\nRow, row, row your boat.\nGently down the stream.',
    ],
    [
      'a list whose items begin alike',
      '- You can use the map to find caves.\n- You can use the map to find ore.\n- You can use the map to find friends.\n- You can use the map to find home.\n- You can use the map to find me.',
    ],
    [
      'a table',
      '| day | mood |\n| --- | --- |\n| Monday | good |\n| Tuesday | good |\n| Wednesday | bad |\n| Thursday | good |\n| Friday | good |',
    ],
    [
      'code with lines that come again',
      '```js\nif (a) {\n  return null;\n}\nif (b) {\n  return null;\n}\nif (c) {\n  return null;\n}\nif (d) {\n  return null;\n}\n```',
    ],
    ['numbers that go up', Array.from({ length: 60 }, (_, i) => i + 1).join(', ')],
    ['short words that come again', 'Yes. No. Yes. No. Yes. Maybe.'],
    ['rows of a line', `${'-'.repeat(40)}\nHello\n${'='.repeat(40)}`],
  ])('is not %s', (_name, text) => {
    expect(kept(text)).toBeNull();
  });

  it('is seen in any loop, and never leaves one', () => {
    const unit = fc.stringMatching(/^[a-z]{3,8}( [a-z]{3,8}){1,6}[.!\n]$/);
    fc.assert(
      fc.property(unit, fc.integer({ min: 5, max: 30 }), (said, times) => {
        const text = `${said} `.repeat(times);
        const length = lengthBeforeRepetition(text);
        expect(length).not.toBeNull();
        expect(length!).toBeLessThan(said.length * 3 + 12);
        expect(lengthBeforeRepetition(text.slice(0, length!))).toBeNull();
      }),
    );
  });

  it('is not where no word comes again', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,9}$/), { maxLength: 80 });
    fc.assert(
      fc.property(words, (all) => {
        expect(kept(all.join(' '))).toBeNull();
      }),
    );
  });
});
