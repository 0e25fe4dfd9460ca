// Messages to measure with: distinct, of the lengths that people write.
import { readRows } from '../rows.ts';

const CHAT = ['bench/data/chat.jsonl', 'bench/data/hard.jsonl'];

/** `count` different texts. When all are used, they are repeated with a number. */
export async function readTexts(count: number): Promise<string[]> {
  const rows = (await Promise.all(CHAT.map((file) => readRows(file, 'chat')))).flat();
  const texts = [...new Set(rows.map(({ text }) => text))].filter((text) => !text.includes('```'));
  // A stride without a common factor with the count mixes languages and lengths, always in the same way.
  return Array.from({ length: count }, (_, i) => {
    const text = texts[(i * 101) % texts.length] ?? '';
    const round = Math.floor(i / texts.length);
    return round === 0 ? text : `${text} ${round}`;
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
