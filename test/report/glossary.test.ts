// The texts keep to the glossary: one word for one thing, as a native writes it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LOCALES, type Locale } from '../../src/locale.ts';
import { SPIKE } from '../../src/page/spike.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The texts of the local server's page, and of what the bot adds to it. */
const pages = await Promise.all(
  ['packages/local-discord/page/texts.js', 'src/page/words.js'].map(async (path) => {
    const module: unknown = await import(new URL(`../../${path}`, import.meta.url).href);
    return z.object({ texts: z.record(z.enum(LOCALES), z.record(z.string(), z.string())) }).parse(module)
      .texts;
  }),
);

const textsOf = (locale: Locale) => [
  ...Object.entries(JSON.parse(read(`locales/${locale}.json`)) as Record<string, string>),
  ...pages.flatMap((texts) => Object.entries(texts[locale])),
];

interface Terms {
  readonly say: readonly string[];
  readonly never: readonly string[];
}

/** What a language says and never says, from the table in locales/README.md. */
function termsOf(locale: Locale): Terms {
  const rows = [...read('locales/README.md').matchAll(/^\|(.+)\|$/gm)]
    .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
    .slice(2);
  return {
    say: rows.flatMap((cells) => cells[1 + LOCALES.indexOf(locale)]!.split(', ')),
    never: rows
      .flatMap((cells) => cells[4]!.split(' · '))
      .filter((part) => part.startsWith(`${locale} `))
      .flatMap((part) => part.slice(locale.length + 1).split(', ')),
  };
}

/** The forbidden words in a text, beside the words that it is right to say. */
function forbiddenIn(text: string, { say, never }: Terms): string[] {
  const rest = say.reduce((left, term) => left.replaceAll(term, '\0'), text);
  return never.filter((word) => rest.toLowerCase().includes(word.toLowerCase()));
}

describe.each(LOCALES)('the texts in %s', (locale) => {
  const texts = textsOf(locale);
  const terms = termsOf(locale);

  it('use every word of the glossary, and none that it forbids', () => {
    const all = texts.map(([, text]) => text.toLowerCase()).join('\n');
    expect(terms.say.length).toBeGreaterThan(20);
    for (const term of terms.say) expect(all, 'never used').toContain(term.toLowerCase());
    expect(texts.flatMap(([key, text]) => forbiddenIn(text, terms).map((word) => [key, word]))).toEqual([]);
  });

  it('cite only commands that the picker shows in that language', () => {
    const names = new Map(texts.filter(([key]) => key.startsWith('command.')));
    const paths = new Set(
      [...names.keys()]
        .map((key) => /^command\.(.+)\.name$/.exec(key)?.[1]?.split('.'))
        .filter((parts) => parts !== undefined)
        .map((parts) => parts.map((_, n) => names.get(`command.${parts.slice(0, n + 1).join('.')}.name`)))
        .map((path) => `/${path.join(' ')}`),
    );
    const cited = texts.flatMap(([, text]) => [...text.matchAll(/`(\/[^`]+)`/g)].map(([, path]) => path!));
    expect(cited.length).toBeGreaterThan(4);
    expect(cited.filter((path) => !paths.has(path))).toEqual([]);
  });

  it('cite an option by the name that the picker shows in that language', () => {
    const options = new Set(texts.filter(([key]) => /^option\..+\.name$/.test(key)).map(([, name]) => name));
    const typed = new Set(['off']);
    const cited = texts.flatMap(([, text]) => [...text.matchAll(/`([a-z]+)`/g)].map(([, word]) => word!));
    expect(cited.filter((word) => !options.has(word) && !typed.has(word))).toEqual([]);
  });
});

/** Facts that are numbers; others may be filled by words, so that no space need stand beside them. */
const NUMBERS =
  /^(n|of|negative|total|expected|authors|people|seconds|hours|minutes|pages?|times|ms|rate|by|mood)$/;

/** The text as people see it; without code and quotes, whose content stands as it is typed, and without addresses. */
function shown(text: string): string {
  return text
    .replace(/\{(\w+), plural, other \{#\}\}/g, '{$1}')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/`[^`]*`|“[^”]*”|「[^」]*」/g, '\0')
    .replace(/\{(\w+)(, \w+)?[^{}]*\}/g, (_, fact: string, style?: string) =>
      style !== undefined || NUMBERS.test(fact) ? '3' : '\0',
    );
}

describe.each(['zh-CN', 'zh-TW'] as const)('the Chinese of %s', (locale) => {
  const texts = textsOf(locale);
  const failing = (pattern: RegExp) => texts.filter(([, text]) => pattern.test(shown(text)));

  it('has a space between Chinese and Latin letters or digits', () => {
    expect(failing(/\p{Script=Han}[a-z\d+−]|[a-z\d%]\p{Script=Han}/iu)).toEqual([]);
  });

  it('has full-width signs, without spaces beside them', () => {
    expect(
      failing(/\p{Script=Han} ?[,;:!?()]|[,;:!?()] ?\p{Script=Han}| [，。：；！？（）]|[，。：；！？（）] /u),
    ).toEqual([]);
  });

  it('has the quotes of its region', () => {
    const others = locale === 'zh-TW' ? /[“”"]/ : /[「」"]/;
    expect(texts.filter(([, text]) => others.test(text))).toEqual([]);
  });
});

/** What is used of the package, whose own types TypeScript does not find. */
interface OpenCc {
  readonly Converter: (options: { from: 'cn' | 'tw'; to: 'cn' | 'tw' }) => (text: string) => string;
}
const { Converter } = (await import('opencc-js')) as unknown as OpenCc;

/** Characters that are right in both, though OpenCC has another form of them. */
const IN_BOTH = /[占台么著]/;

it.each([
  ['zh-TW', 'Traditional', Converter({ from: 'cn', to: 'tw' })],
  ['zh-CN', 'Simplified', Converter({ from: 'tw', to: 'cn' })],
] as const)('every character of %s is %s', (locale, _, convert) => {
  const all = [...textsOf(locale).map(([, text]) => text), ...SPIKE[locale]];
  const characters = new Set(all.flatMap((text) => text.match(/\p{Script=Han}/gu) ?? []));
  expect(characters.size).toBeGreaterThan(300);
  expect([...characters].filter((one) => convert(one) !== one && !IN_BOTH.test(one))).toEqual([]);
});
