// Kinds of negativity in words: how many messages are of each, and of which most are.
import type { Counts } from '../mood/counts.ts';
import { KINDS, kindsTotal, mostlyOf, type Kinds } from '../mood/kind.ts';
import { isEnough } from '../mood/level.ts';
import type { Words } from './words.ts';

/** "14 complaints, 2 against people"; null where too few messages have a kind to say. */
function kindsText(kinds: Kinds | undefined, words: Words): string | null {
  if (!kinds || !isEnough({ total: kindsTotal(kinds) })) return null;
  return listed(kinds, words);
}

/** The same as a line of a card. */
export function kindsLines({ kinds }: Pick<Counts, 'kinds'>, words: Words): string[] {
  const text = kindsText(kinds, words);
  return text === null ? [] : [words('kinds.line', { kinds: text })];
}

/** A line about a channel, with the kinds of its negative messages. */
export function withKinds(line: string, kinds: Kinds | undefined, words: Words): string {
  const text = kindsText(kinds, words);
  return text === null ? line : `${line} · ${text}`;
}

/** What the negative messages of an incident mostly are, and how many are against people; nothing of few. */
export function mostlyLines(kinds: Kinds, words: Words): string[] {
  const mostly = mostlyOf(kinds);
  if (mostly === 'few') return [];
  if (mostly === 'mixed') return [words('kinds.line', { kinds: listed(kinds, words) })];
  const text = words(`kinds.mostly.${mostly}`);
  const { hostility: n } = kinds;
  return [mostly === 'hostility' || n === 0 ? text : words('kinds.andAgainst', { mostly: text, n })];
}

function listed(kinds: Kinds, words: Words): string {
  return KINDS.filter((kind) => kinds[kind] > 0)
    .map((kind) => words(`kinds.${kind}`, { n: kinds[kind] }))
    .join(words('list.separator'));
}
