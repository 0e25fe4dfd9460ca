// The languages that the bot speaks.
export const LOCALES = ['en', 'zh-CN', 'zh-TW'] as const;
export type Locale = (typeof LOCALES)[number];

/** The nearest language we have for a Discord locale such as "en-GB", "zh-TW" or "fr". */
export function localeFor(discordLocale: string): Locale {
  if (!discordLocale.startsWith('zh')) return 'en';
  return /TW|HK|MO|Hant/.test(discordLocale) ? 'zh-TW' : 'zh-CN';
}
