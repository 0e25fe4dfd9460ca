// Normalises text: fancy Unicode letters become ordinary ones, and invisible characters inside words are removed.

/** Ⓜ️ 🅰️ 🅱️ 🅾️ 🅿️ are emoji where they stand alone with an emoji selector, else letters. */
const EITHER = String.raw`[Ⓜ\u{1F170}\u{1F171}\u{1F17E}\u{1F17F}]`;
const PICTURE = String.raw`\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?`;
const EMOJI = String.raw`${EITHER}[\uFE0E\uFE0F]?|${PICTURE}(?:\u200D(?!${EITHER})${PICTURE})*|[0-9#*]\uFE0F?\u20E3`;
/** Scripts in which a joiner or non-joiner changes the form of a letter. */
const JOINING = 'Arab Syrc Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh'
  .split(' ')
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');
// Not after an accent that Latin letters carry too: it may become one letter with what stands before it.
const MEANT = String.raw`(?<=[${JOINING}])(?<!\p{scx=Latn})[\u200C\u200D]|(?<=\p{scx=Mong})[\u180B-\u180F]`;
const INVISIBLE = new RegExp(String.raw`(${EMOJI}|${MEANT})|\p{Default_Ignorable_Code_Point}`, 'gu');

const REGIONAL = /\p{Regional_Indicator}(?:[ \p{Default_Ignorable_Code_Point}]*\p{Regional_Indicator})*/gu;
const FLAGS = new RegExp(String.raw`^(?:\p{RGI_Emoji_Flag_Sequence}| )+$`, 'v');

/** First letters of the enclosed alphabets that exist in capitals only: read as small letters. */
const ONE_CASE = [0x249c, 0x1f110, 0x1f130, 0x1f150, 0x1f170, 0x1f1e6];
const ALPHABET = Array.from('abcdefghijklmnopqrstuvwxyz');
const SMALL_CAPITALS = Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ');
const LETTERS = new Map(
  ALPHABET.flatMap((letter, n) => [
    ...ONE_CASE.map((first) => [String.fromCodePoint(first + n), letter] as const),
    [SMALL_CAPITALS[n] ?? letter, letter] as const,
  ]),
);

/** Circled, squared and parenthesised letters and digits. */
const ENCLOSED = String.raw`\u2460-\u24EA\u3280-\u32B0\u{1F110}-\u{1F129}\u{1F130}-\u{1F149}\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}`;
const IN_WORD = String.raw`[\p{L}\p{Nd}${ENCLOSED}]`;
// Ordinary Chinese and Korean letters (also ㅋㅋㅋ) are no fancy font and stay.
const OF_FONT = new RegExp(
  [
    String.raw`(?<=${IN_WORD}[\p{M}\uFE0E\uFE0F]*)${EITHER}[\uFE0E\uFE0F]?`,
    String.raw`${EITHER}(?:[\uFE0E\uFE0F]?(?=${IN_WORD})|\uFE0E|(?!\uFE0F))`,
    String.raw`(?![\u3131-\u318E\u4E00-\u9FFF\uAC00-\uD7A3\uFFA0-\uFFDC]|\p{Extended_Pictographic})(?:\p{L}|\p{Nd}|[${ENCLOSED}])`,
  ].join('|'),
  'gu',
);

/** In decomposed text: more marks on a letter than any language uses, and marks that strike out or enclose a letter. */
const DECORATION =
  /[\u0300-\u036F]{4,}|[\u0305\u0332-\u0337\u033F\u20D0-\u20DF\u20E1\u20E4-\u20F0]|(?<![0-9#*]\uFE0F?)\u20E3/gu;

const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;
const WIDE_SIGN = /[\uFF01-\uFF5E]/gu;

/**
 * The text for programs to read, never to show. The result does not depend on the Unicode font of the letters
 * (mathematical, full width, circled, squared, regional, small capitals), with or without zero-width
 * characters, variation selectors and strokes through its words. Emoji keep their joiners and selectors, and words
 * keep those that their script is written with. Full-width signs stay in East Asian text. Idempotent.
 */
export function normalised(text: string): string {
  if (/^[\t\n\r -~]*$/.test(text)) return text;
  const visible = text
    .toWellFormed()
    .replace(REGIONAL, (run) => (FLAGS.test(run) ? run : lettersOf(run)))
    .replace(INVISIBLE, (_, kept: string | undefined) => kept ?? '')
    .normalize('NFD')
    .replace(DECORATION, '')
    .replaceAll('\u2800', ' ');
  const plain = visible.normalize('NFC').replace(OF_FONT, lettersOf).normalize('NFC');
  return EAST_ASIAN.test(plain) ? plain : plain.replace(WIDE_SIGN, (sign) => sign.normalize('NFKC'));
}

function lettersOf(text: string): string {
  const plain = Array.from(text, (char) => LETTERS.get(char) ?? char.normalize('NFKC')).join('');
  // A raised small capital becomes a small capital first.
  return Array.from(plain, (char) => LETTERS.get(char) ?? char)
    .join('')
    .replace(/[\uFE0E\uFE0F]/g, '');
}
