// The words of every reply, report and alert, by language: locales/*.json, keys typed from en.json.
import en from '../../locales/en.json' with { type: 'json' };
import zhCN from '../../locales/zh-CN.json' with { type: 'json' };
import zhTW from '../../locales/zh-TW.json' with { type: 'json' };
import { BarometerError } from '../errors.ts';
import type { Locale } from '../locale.ts';

export type Key = keyof typeof en;

/** Facts fill `{name}`; numbers are written as the language writes them. Throws MissingFactError. */
export type Words = (key: Key, facts?: Readonly<Record<string, string | number>>) => string;

export class MissingFactError extends BarometerError {
  constructor(
    readonly key: string,
    readonly fact: string,
  ) {
    super(`The words of "${key}" need the fact "${fact}": pass it, or mend the text in locales/.`);
  }
}

const TEXTS: Readonly<Record<Locale, Readonly<Record<Key, string>>>> = {
  en,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
};

// {name} · {name, percent|signed} · {name, plural, one {# day} other {# days}}, "#" being the number.
const PLACEHOLDER = /\{(\w+)(?:, (?:(percent|signed)|plural, (?:one \{([^{}]*)\} )?other \{([^{}]*)\}))?\}/g;

const STYLES: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  plain: { maximumFractionDigits: 1 },
  percent: { style: 'percent', maximumFractionDigits: 0 },
  signed: { signDisplay: 'exceptZero', maximumFractionDigits: 0 },
};

const made = new Map<Locale, Words>();

/** The words of a language. */
export function wordsIn(locale: Locale): Words {
  let found = made.get(locale);
  if (!found) made.set(locale, (found = makeWords(locale)));
  return found;
}

function makeWords(locale: Locale): Words {
  const texts = TEXTS[locale];
  const numbers = new Map(
    Object.entries(STYLES).map(([style, options]) => [style, new Intl.NumberFormat(locale, options)]),
  );
  const plurals = new Intl.PluralRules(locale);
  const write = (value: string | number, style = 'plain') =>
    typeof value === 'number' ? (numbers.get(style)?.format(value).replace('-', '−') ?? '') : value;

  return (key, facts = {}) =>
    texts[key].replace(
      PLACEHOLDER,
      (_, name: string, style: string | undefined, one: string | undefined, other: string | undefined) => {
        const value = facts[name];
        if (value === undefined) throw new MissingFactError(key, name);
        if (other === undefined) return write(value, style);
        const isOne = typeof value === 'number' && plurals.select(value) === 'one';
        return ((isOne ? one : undefined) ?? other).replaceAll('#', () => write(value));
      },
    );
}
