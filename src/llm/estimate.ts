// How many tokens a text has, about, where nothing can count them.

/** About how many tokens a character makes: four Latin letters one, any other character one. */
const weightOf = (character: string) => ((character.codePointAt(0) ?? 0) < 0x250 ? 0.25 : 1);

/** About how many tokens a text has. */
export function estimate(text: string): number {
  let sum = 0;
  for (const character of text) sum += weightOf(character);
  return Math.ceil(sum);
}

/** The text, or its head and tail with about `limit` tokens together. */
export function cut(text: string, limit: number): { readonly text: string; readonly truncated: boolean } {
  if (estimate(text) <= limit) return { text, truncated: false };
  const characters = Array.from(text);
  const head = take(characters, limit / 2);
  const tail = take(characters.slice(head.length).reverse(), limit / 2).reverse();
  return { text: [...head, ...tail].join(''), truncated: true };
}

function take(characters: readonly string[], limit: number): string[] {
  let sum = 0;
  const end = characters.findIndex((character) => (sum += weightOf(character)) > limit);
  return characters.slice(0, end === -1 ? characters.length : end);
}
