// The language that an answer is wanted in.
import type { Locale } from '../../locale.ts';
import type { ChatTurn } from '../model.ts';
import { languageAsked } from './languageAsked.ts';
import { withoutCode } from './prose.ts';
import { scriptOf, type Script } from './script.ts';
import { varietyOf } from './variety.ts';

export interface Wanted {
  /** The part of the prompt file that fits. */
  readonly locale: Locale;
  /** Null where every script is right: asked for one that isn't watched, or about another language. */
  readonly script: Script | null;
  /** The language that the message asks for by name, in English; null where it names none. */
  readonly named: string | null;
}

/** A word or phrase is asked about: the answer is in the language of the words around it, and holds another as well. */
const ABOUT =
  /\b(?:how|what)\b[^.!?\n]{0,40}\b(?:say|said|call|called|mean|means|word|write|spell|greet|pronounced?)\b|\bwhats\b[^.!?\n]{0,40}\b(?:word|mean|meaning)\b|\b(?:meaning|translation|pronunciation|definition) of\b/iu;
const ABOUT_HAN =
  /(?:怎么|怎麼|如何)(?:用\p{Script=Han}{2,4})?(?:说|說|讲|講|写|寫|念|唸|拼|读|讀|翻)|[\p{Script=Latin}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}][^。！？\n]{0,16}(?:什么|什麼|啥)意思/u;
const TRANSLATED = /翻译|翻譯|translat/iu;

/** What is asked for in the last message, else its script, else that of the conversation, else the server's. */
export function wantedLanguage(question: {
  readonly text: string;
  /** Oldest first. */
  readonly history: readonly ChatTurn[];
  readonly locale: Locale;
}): Wanted {
  const { text, history, locale } = question;
  const said = [
    text,
    ...history
      .filter(({ role }) => role === 'user')
      .map((turn) => turn.text)
      .reverse(),
  ];
  const asked = languageAsked(text);
  const around = ABOUT.test(text) ? 'latin' : ABOUT_HAN.test(withoutCode(text)) ? 'han' : null;
  const isOpen = around !== null || TRANSLATED.test(text);
  if (asked) {
    const own = asked.script === 'han' ? (asked.locale ?? chinese(said, locale)) : 'en';
    return { locale: own, script: isOpen ? null : asked.script, named: asked.name };
  }
  if (around !== null) {
    return { locale: around === 'han' ? chinese(said, locale) : 'en', script: null, named: null };
  }
  const { script, locale: own } = spokenLanguage(said, locale);
  return { locale: own, script: script === 'other' || isOpen ? null : script, named: null };
}

/** Of the newest message whose letters tell (those of emoji have none), else of `locale`. `said`: the newest first. */
export function spokenLanguage(
  said: readonly string[],
  locale: Locale,
): { readonly script: Script | 'other'; readonly locale: Locale } {
  const script = said.map(scriptOf).find((found) => found !== null) ?? (locale === 'en' ? 'latin' : 'han');
  return { script, locale: script === 'han' ? chinese(said, locale) : 'en' };
}

/** Which Chinese: the newest message that tells, else the server's. */
function chinese(said: readonly string[], locale: Locale): Locale {
  const told = said
    .filter((text) => scriptOf(text) === 'han')
    .map(varietyOf)
    .find((variety) => variety !== null);
  return told ?? (locale === 'zh-TW' ? 'zh-TW' : 'zh-CN');
}
