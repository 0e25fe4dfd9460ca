// The grammar of a form, in GBNF, the notation of llama.cpp.
import type { Locale } from '../locale.ts';
import type { Form } from './form.ts';

const YES_OR_NO: Readonly<Record<Locale, string>> = {
  en: '("Yes" | "No") "."',
  'zh-CN': '"不"? ("是" | "对" | "会" | "能" | "行" | "可以") "。"',
  'zh-TW': '"不"? ("是" | "對" | "會" | "能" | "行" | "可以") "。"',
};
const LETTERS = '[A-Za-z0-9À-ɏ]{1,16}';
const HAN = String.raw`[^\x00-\x7F，。！？、：；…「」“”]`;
/** Of a list: one thing. */
const LISTED = String.raw`[^\n\x00-\x20,，、。；] [^\n,，、。；]{0,39}`;
/** Of a poem: no second sentence. */
const LINE = String.raw`[^\n\x00-\x20] [^\n.。！？!?]{1,79} [.。！？!?]?`;
/** Points before letters and digits end no sentence. */
const SENTENCE = String.raw`[^\n\x00-\x20.。！？!?] ([^\n.。！？!?] | "." [0-9a-z]){1,240} [.。！？!?]`;

/** Of a list with marks: one line. */
const ITEM = String.raw`item ::= [^\n\x00-\x20] [^\n]{1,119}`;
/** Where nobody says how many. */
const OPEN = { least: 2, most: 8 };
/** On one line: objects and arrays in objects and arrays, no deeper. */
const JSON_RULES = String.raw`root ::= object | array
object ::= "{" pair (", " pair){0,11} "}"
array ::= "[" value (", " value){0,23} "]"
pair ::= string ": " value
value ::= scalar | "{" field (", " field){0,7} "}" | "[" scalar (", " scalar){0,11} "]"
field ::= string ": " scalar
scalar ::= string | number | "true" | "false" | "null"
string ::= "\"" ([^"\\\x00-\x1F] | "\\" ["\\/n]){1,60} "\""
number ::= "-"? ("0" | [1-9] [0-9]{0,11}) ("." [0-9]{1,6})?`;

/**
 * Null for a form that no grammar keeps. `begun`: what stands of the answer, at its last whole line; only lines and lists are
 * gone on with.
 */
export function grammarOf(form: Form, locale: Locale, begun = ''): string | null {
  switch (form.kind) {
    case 'yes or no':
      return `root ::= ${YES_OR_NO[locale]}`;
    case 'one word':
      return `root ::= ${locale === 'en' ? LETTERS : `${HAN}{1,6} | ${LETTERS}`}`;
    case 'characters':
      return `root ::= ${HAN}{${form.count}}`;
    case 'one sentence':
      return `root ::= ${SENTENCE}`;
    case 'sentences': {
      const gap = locale === 'en' ? '" " ' : '';
      return `root ::= sentence (${gap}sentence){${form.least - 1},${form.most - 1}}\nsentence ::= ${SENTENCE}`;
    }
    case 'bullets': {
      const { least, most } = form.count === null ? OPEN : { least: form.count, most: form.count };
      return `root ::= "- " item ("\\n- " item){${least - 1},${most - 1}}\n${ITEM}`;
    }
    case 'numbers':
      return `root ::= ${numbered(form.count ?? OPEN.most, form.count ?? OPEN.least)}\n${ITEM}`;
    case 'json':
      return JSON_RULES;
    case 'limit':
      return null;
    case 'lines':
    case 'list': {
      const stand = begun.split('\n').filter((line) => line.trim() !== '').length;
      const before = stand > 0 && !begun.endsWith('\n') ? '"\\n" ' : '';
      const more = Math.max(1, form.count - stand);
      return `root ::= ${before}line ("\\n" line){${more - 1}}\nline ::= ${form.kind === 'list' ? LISTED : LINE}`;
    }
  }
}

/** "1. ", "2. " and so on; from `least` on each may be the last. */
function numbered(most: number, least: number): string {
  const from = (nth: number): string => {
    if (nth > most) return '';
    const item = `${nth === 1 ? '' : '"\\n" '}"${nth}. " item`;
    const rest = from(nth + 1);
    return nth > least ? `(${item} ${rest})?` : `${item} ${rest}`;
  };
  return from(1).replaceAll(' )', ')').trimEnd();
}
