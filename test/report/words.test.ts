import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { MissingFactError, wordsIn, type Key } from '../../src/report/words.ts';

const load = (locale: Locale) =>
  JSON.parse(readFileSync(new URL(`../../locales/${locale}.json`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;

const FACT = /\{(\w+)(?:, (percent|signed|plural)[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}/g;
/** Names of the facts of a text; a language without plural forms may drop "plural". */
const factsOf = (text: string) =>
  [
    ...new Set(
      [...text.matchAll(FACT)].map(([, name, style]) => `${name}:${style === 'plural' ? '' : (style ?? '')}`),
    ),
  ].sort();

const EVERY_FACT = new Proxy({}, { get: () => 3 }) as Record<string, number>;

describe.each(LOCALES)('the words in %s', (locale) => {
  const texts = load(locale);
  const keys = Object.keys(texts) as Key[];

  it('have the keys of English, sorted', () => {
    expect(keys).toEqual(Object.keys(load('en')));
    expect(keys).toEqual([...keys].sort());
  });

  it('ask for the facts that English asks for', () => {
    const english = load('en');
    for (const key of keys) expect(factsOf(texts[key]!), key).toEqual(factsOf(english[key]!));
  });

  it('leave no braces, no "#" and nothing empty once filled', () => {
    for (const key of keys) {
      const said = wordsIn(locale)(key, EVERY_FACT);
      expect(said.trim(), key).not.toBe('');
      expect(said, key).not.toMatch(/[{}]|(?<!<)#\b/);
    }
  });
});

it('the Chinese files are written in their own script', () => {
  const simplified = Object.values(load('zh-CN')).join('');
  const traditional = Object.values(load('zh-TW')).join('');
  expect(simplified).not.toMatch(/[訊頻則這裡個們說時與號碼設關請沒還]/);
  expect(traditional).not.toMatch(/[讯频则这里个们说时与号码设关请没还]/);
});

describe('words', () => {
  it('write numbers, shares and signs as the language does', () => {
    expect(wordsIn('en')('summary.ratioValue', { ratio: 0.256 })).toBe('26%');
    const mood = (value: number) => wordsIn('en')('mood.headline', { level: 'negative', mood: value });
    expect(mood(-12.4)).toBe('Mood negative: −12');
    expect(mood(0)).toBe('Mood negative: 0');
    expect(wordsIn('zh-CN')('mood.authorsValue', { n: 12345 })).toBe('约 12,345 人');
  });

  it('choose the plural form', () => {
    expect(wordsIn('en')('alert.authorsValue', { authors: 1 })).toBe('1 person');
    expect(wordsIn('en')('alert.authorsValue', { authors: 4 })).toBe('4 people');
  });

  it('never read a fact as a pattern', () => {
    expect(wordsIn('en')('summary.footer', { window: '$& {key}', timeZone: 'UTC', id: '$1' })).toBe(
      'Summary $1 · $& {key} (UTC)',
    );
  });

  it('say which fact is missing', () => {
    expect(() => wordsIn('en')('mood.headline')).toThrow(MissingFactError);
  });
});
