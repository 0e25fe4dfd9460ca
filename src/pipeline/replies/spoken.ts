// The language that somebody writes in, where no setting says it.
import { scriptOf, varietyOf } from '../../llm/guard/script.ts';
import type { Locale } from '../../locale.ts';

/** `said`: their messages, the newest first; those without letters, as of emoji, do not tell. */
export function spokenLocale(said: readonly string[]): Locale {
  const script = said.map(scriptOf).find((found) => found !== null) ?? null;
  if (script !== 'han') return 'en';
  const chinese = said.filter((text) => scriptOf(text) === 'han');
  return chinese.map(varietyOf).find((variety) => variety !== null) ?? 'zh-CN';
}
