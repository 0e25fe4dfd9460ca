// The language that somebody writes in, where no setting says it.
import type { Locale } from '../../locale.ts';

/** `said`: their messages, the newest first; those without letters, as of emoji, do not tell. */
export function spokenLocale(said: readonly string[]): Locale {
  const telling = said.find((text) => /\p{L}/u.test(text)) ?? '';
  return /\p{Script=Han}/u.test(telling) ? 'zh-CN' : 'en';
}
