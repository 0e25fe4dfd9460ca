// What messages are for, in words.
import { INTENTS, type Intents } from '../mood/intent.ts';
import { isEnough } from '../mood/level.ts';
import type { Words } from './words.ts';

/** One line, the most frequent first; nothing where too few messages have an intent to say. */
export function intentsLines(intents: Intents, words: Words): string[] {
  const n = INTENTS.reduce((sum, intent) => sum + intents[intent], 0);
  if (!isEnough({ total: n })) return [];
  const listed = INTENTS.filter((intent) => intents[intent] > 0)
    .toSorted((a, b) => intents[b] - intents[a])
    .map((intent) => words(`intents.${intent}`, { n: intents[intent] }))
    .join(words('list.separator'));
  return [words('intents.line', { n, intents: listed })];
}
