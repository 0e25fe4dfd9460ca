// Which script an answer is written in. Code, addresses, commands and Discord's marks (<#123>, <t:0:f>) don't count.
// The bench reads with eyes of its own: with those of the guard it would not see what the guard overlooks.
import { SIMPLIFIED_ONLY, TRADITIONAL_ONLY } from './characters.ts';

/** `hans` is Simplified Chinese, `hant` Traditional, `han` either. */
export const SCRIPTS = ['latin', 'hans', 'hant', 'han'] as const;
export type Script = (typeof SCRIPTS)[number];

/** Of the Chinese characters and the words of other scripts: the rest may be names, or the words that are explained. */
const MOST = 0.6;
/** Of the characters that tell Simplified from Traditional: the rest may be quoted. */
const MOST_TELLING = 0.8;

const NOT_PROSE = /https?:\/\/\S+|<[@#:/t][^>\n]*>|(?<!\w)\/[a-z][\w-]*/giu;

/** True also where nothing tells: an emoji, a number or code alone is in no wrong script. */
export function isIn(script: Script, text: string): boolean {
  const prose = proseOf(text).replace(NOT_PROSE, ' ');
  // A Chinese character says about as much as a word of an alphabet.
  const units = prose.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu) ?? [];
  const wanted = script === 'latin' ? /\p{Script=Latin}/u : /\p{Script=Han}/u;
  if (units.length > 0 && shareOf(units, (unit) => wanted.test(unit)) < MOST) return false;
  if (script !== 'hans' && script !== 'hant') return true;
  const telling = units.filter((unit) => SIMPLIFIED_ONLY.has(unit) || TRADITIONAL_ONLY.has(unit));
  const own = script === 'hans' ? SIMPLIFIED_ONLY : TRADITIONAL_ONLY;
  return telling.length === 0 || shareOf(telling, (unit) => own.has(unit)) >= MOST_TELLING;
}

const shareOf = (units: readonly string[], keep: (unit: string) => boolean) =>
  units.filter(keep).length / units.length;

/** A text without its code, of which the last block may still be open. */
function proseOf(text: string): string {
  return text.replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/gu, ' ');
}
