// Letters for machines without fonts: Noto Sans in small pieces, each read when a text first needs it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import type { Locale } from '../../locale.ts';

interface Piece {
  readonly file: string;
  readonly family: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
  isRead: boolean;
}

const { resolve } = createRequire(import.meta.url);

/** Simplified glyphs first, then traditional ones; the other way round where people write those. */
const SETS: Readonly<Record<'sc' | 'tc', Piece[]>> = { sc: piecesOf('sc'), tc: piecesOf('tc') };

function piecesOf(set: 'sc' | 'tc'): Piece[] {
  const font = `@fontsource-variable/noto-sans-${set}`;
  const ranges = JSON.parse(readFileSync(resolve(`${font}/unicode.json`), 'utf8')) as Record<string, string>;
  return Object.entries(ranges).map(([key, text]) => {
    const name = key.replaceAll(/[[\]]/g, '');
    return {
      file: `${font}/files/noto-sans-${set}-${name}-wght-normal.woff2`,
      family: `noto-${set}-${name}`,
      ranges: text.split(',').map((range) => {
        const [first = 0, last = first] = range
          .replace('U+', '')
          .split('-')
          .map((hex) => parseInt(hex, 16));
        return [first, last] as const;
      }),
      isRead: false,
    };
  });
}

function pieceFor(letter: string, locale: Locale): Piece | undefined {
  const code = letter.codePointAt(0) ?? 0;
  const order = locale === 'zh-TW' ? (['tc', 'sc'] as const) : (['sc', 'tc'] as const);
  for (const set of order) {
    const found = SETS[set].findLast(({ ranges }) =>
      ranges.some(([first, last]) => code >= first && code <= last),
    );
    if (found) return found;
  }
  return undefined;
}

/** The families that hold the letters of some texts, as CSS names them; what they lack is not drawn. */
export function familiesFor(texts: readonly string[], locale: Locale): string {
  const pieces = new Set<Piece>();
  for (const letter of new Set(Array.from(`0${texts.join('')}`))) {
    const piece = pieceFor(letter, locale);
    if (piece) pieces.add(piece);
  }
  for (const piece of pieces) {
    if (piece.isRead) continue;
    GlobalFonts.registerFromPath(resolve(piece.file), piece.family);
    piece.isRead = true;
  }
  return [...pieces].map(({ family }) => family).join(', ');
}

/** Whether there is a glyph for each letter. */
export function isDrawable(text: string, locale: Locale): boolean {
  return Array.from(text).every((letter) => pieceFor(letter, locale) !== undefined);
}

/** Without the letters that there is no glyph for, such as emoji. */
export function drawable(text: string, locale: Locale): string {
  return Array.from(text)
    .filter((letter) => isDrawable(letter, locale))
    .join('')
    .trim();
}
