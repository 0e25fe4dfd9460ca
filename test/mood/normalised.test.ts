import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareText, termsOf } from '../../src/mood/terms.ts';
import { normalised } from '../../src/mood/normalised.ts';

const SENTENCES = [
  'This update is terrible and everything is broken',
  'I love this server so much',
  'Thank you all for the quick help',
  'The new map makes me really angry',
  'What a wonderful evening with you',
  'I hate how slow support has become',
  'Best event of the whole year',
  'Nothing works since the last patch',
  'I am so sad that it ends today',
  'The meeting starts at five',
];

const shifted = (capital: number, small: number, digit?: number) => (text: string) =>
  Array.from(text)
    .map((char) => {
      const code = char.charCodeAt(0);
      if (/[A-Z]/.test(char)) return String.fromCodePoint(capital + code - 65);
      if (/[a-z]/.test(char)) return String.fromCodePoint(small + code - 97);
      return digit !== undefined && /\d/.test(char) ? String.fromCodePoint(digit + code - 48) : char;
    })
    .join('');
/** Between any two letters of a word. */
const between = (mark: string) => (text: string) => text.replace(/(?<=\p{L})(?=\p{L})/gu, mark);

const FONTS: Record<string, (text: string) => string> = {
  'mathematical bold': shifted(0x1d400, 0x1d41a, 0x1d7ce),
  'bold italic': shifted(0x1d468, 0x1d482),
  'bold script': shifted(0x1d4d0, 0x1d4ea),
  'bold fraktur': shifted(0x1d56c, 0x1d586),
  'sans serif': shifted(0x1d5a0, 0x1d5ba),
  mono: shifted(0x1d670, 0x1d68a, 0x1d7f6),
  'full width': shifted(0xff21, 0xff41, 0xff10),
  circled: shifted(0x24b6, 0x24d0),
};
/** Alphabets without capitals, or without small letters. */
const ONE_CASE: Record<string, (text: string) => string> = {
  parenthesised: shifted(0x249c, 0x249c),
  squared: shifted(0x1f130, 0x1f130),
  'negative circled': shifted(0x1f150, 0x1f150),
  'negative squared': shifted(0x1f170, 0x1f170),
  regional: shifted(0x1f1e6, 0x1f1e6),
  'regional, kept apart': (text) => between('\u200B')(shifted(0x1f1e6, 0x1f1e6)(text)),
  'small capitals': (text) =>
    text
      .toLowerCase()
      .replace(/[a-z]/g, (char) => Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ')[char.charCodeAt(0) - 97]!),
};
const MARKS: Record<string, string> = {
  'zero-width space': '\u200B',
  'non-joiner': '\u200C',
  joiner: '\u200D',
  'grapheme joiner': '\u034F',
  'soft hyphen': '\u00AD',
  'word joiner': '\u2060',
  'byte-order mark': '\uFEFF',
  'variation selector': '\uFE0F',
  'variation selector 17': '\u{E0100}',
  'tag letter': '\u{E0061}',
  'stroke through it': '\u0336',
  underline: '\u0332',
  'many accents': '\u0300\u0316\u0301\u0342',
};
const EMOJI = [
  '😂',
  '❤️',
  '☺️',
  '👍🏽',
  '👨‍👩‍👧‍👦',
  '🏳️‍🌈',
  '❤️‍🔥',
  '🧑🏿‍💻',
  '🇺🇸',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '1️⃣',
  '#️⃣',
  '™️',
  'ℹ️',
  '㊗️',
  '🆗',
  '🅱️',
  'Ⓜ️',
  '🈲',
];

describe('a text in plain letters', () => {
  it.each(Object.entries(FONTS))('is the same for ten sentences in %s', (_, font) => {
    for (const sentence of SENTENCES) expect(normalised(font(sentence))).toBe(sentence);
  });

  it.each(Object.entries(ONE_CASE))('is in small letters for ten sentences in %s', (_, font) => {
    for (const sentence of SENTENCES) expect(normalised(font(sentence))).toBe(sentence.toLowerCase());
  });

  it.each(Object.entries(MARKS))('has no %s between its letters', (_, mark) => {
    for (const sentence of SENTENCES) expect(normalised(between(mark)(sentence))).toBe(sentence);
    expect(normalised(between(mark)('真是太糟糕了'))).toBe('真是太糟糕了');
  });

  it('keeps emoji and their sequences, wherever they stand', () => {
    for (const emoji of EMOJI)
      expect(normalised(`so ${emoji}${emoji} good ${emoji}!`), emoji).toContain(`good ${emoji}!`);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EMOJI, ' ', 'so good'), { minLength: 1 }), (parts) => {
        const text = parts.join(' ');
        expect(normalised(text)).toBe(text);
      }),
    );
  });

  it('reads letters that are emoji when alone as letters inside a word', () => {
    expect(normalised('🅱️ad 🅱️🅰️🅳 idea, type 🅱️')).toBe('bad bad idea, type 🅱️');
  });

  it('keeps flags, and reads other regional letters as letters, those beside them included', () => {
    expect(normalised('🇺🇸🇬🇧 🇫🇷')).toBe('🇺🇸🇬🇧 🇫🇷');
    expect(normalised('🇮 🇭🇦🇹🇪 🇮🇹')).toBe('i hate it');
  });

  it('keeps the joiners that Persian and Indic words are written with', () => {
    for (const word of ['می‌خواهم', 'क्‍ष', 'ക്‍', 'ශ්‍රී', 'র‍্যাব'])
      expect(normalised(word), word).toBe(word.normalize('NFC'));
  });

  it('leaves languages as people type them', () => {
    for (const text of [
      '你好，世界！真的吗？（笑）……',
      'ㅋㅋㅋ 정말 좋아요',
      'ガンバレ～！',
      '¯\\_(ツ)_/¯',
      '(´・ω・`)',
      'Đặng Thị Mỹ',
      'Grüße aus Köln — naïve café…',
      'Привет, как дела?',
      'สวัสดีครับ',
      '10² ≠ 20 ™ ½',
    ])
      expect(normalised(text), text).toBe(text.normalize('NFC'));
    expect(normalised('Ｗｈａｔ？！')).toBe('What?!');
    expect(normalised('ｶﾞﾝﾊﾞﾚ')).toBe('ガンバレ');
  });

  it('comes out unchanged when it is read again', () => {
    const dotted = normalised('e\u0323\u200d'); // the dot below belongs to Syriac too
    expect(dotted).toBe('\u1eb9');
    expect(normalised(dotted)).toBe(dotted);
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...EMOJI,
        ...Object.values(MARKS),
        '🅰',
        'Ⓜ',
        '\uFE0E',
        'क',
        'م',
        'e',
        '1',
        '\u0301',
        '\u0323',
        '\u20E3',
        '㊀',
        '\u{1F1E9}',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const once = normalised(parts.join(''));
        expect(normalised(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the words of a message', () => {
  it('are the same in every font, with marks or without', () => {
    const plain = termsOf(bareText(SENTENCES[0]!));
    expect(plain.map(({ word }) => word)).toContain('terrible');
    for (const font of [
      ...Object.values(FONTS),
      ...Object.values(ONE_CASE),
      ...Object.values(MARKS).map(between),
    ])
      expect(termsOf(bareText(font(SENTENCES[0]!)))).toEqual(plain);
  });
});
