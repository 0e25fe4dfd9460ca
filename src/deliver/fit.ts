// Text that must not be longer than a target takes.

export type SizeOf = (text: string) => number;
export const bytesOf: SizeOf = (text) => Buffer.byteLength(text);
export const lengthOf: SizeOf = (text) => text.length;

/** As many whole lines as fit into `most`, by the given measure; an ellipsis says that some are missing. */
export function fitLines(lines: readonly string[], most: number, sizeOf: SizeOf): string {
  const whole = lines.join('\n');
  if (sizeOf(whole) <= most) return whole;
  const kept: string[] = [];
  for (const line of lines) {
    if (sizeOf([...kept, line, '…'].join('\n')) > most) break;
    kept.push(line);
  }
  return kept.length === 0 ? cut(lines[0] ?? '', most, sizeOf) : [...kept, '…'].join('\n');
}

/** The longest beginning, in whole characters, that fits with an ellipsis; the whole where it fits. */
export function cut(text: string, most: number, sizeOf: SizeOf = lengthOf): string {
  if (sizeOf(text) <= most) return text;
  const characters = Array.from(text);
  const beginning = (count: number) => `${characters.slice(0, count).join('')}…`;
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sizeOf(beginning(middle)) <= most) low = middle;
    else high = middle - 1;
  }
  return beginning(low);
}
