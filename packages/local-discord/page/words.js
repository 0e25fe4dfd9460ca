// @ts-check
// The page's words, chosen by the browser's language.
import { texts } from './texts.js';

/** The browser's language; of Chinese, the one of the two that is nearer. */
export const language = /^zh\b/i.test(navigator.language)
  ? /\b(TW|HK|MO|Hant)\b/i.test(navigator.language)
    ? 'zh-TW'
    : 'zh-CN'
  : navigator.language;
const chosen = texts[language === 'zh-CN' || language === 'zh-TW' ? language : 'en'];

/** @typedef {keyof typeof texts.en} Word */

/**
 * @param {Word} word
 * @param {Record<string, string | number>} [values]
 */
export function t(word, values = {}) {
  return chosen[word].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const clockTime = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const fullDate = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' });
const dayName = new Intl.DateTimeFormat(language, { dateStyle: 'long' });

export const shortTime = (/** @type {Date} */ date) => clockTime.format(date);
export const longTime = (/** @type {Date} */ date) => fullDate.format(date);

/** @param {Date} date */
export function dayOf(date) {
  const days = Math.round((startOfDay(new Date()) - startOfDay(date)) / 86_400_000);
  return days === 0 ? t('today') : days === 1 ? t('yesterday') : dayName.format(date);
}

const startOfDay = (/** @type {Date} */ date) => new Date(date).setHours(0, 0, 0, 0);
