// Bars of coloured blocks: they show on every phone, in dark and in light, and a screen reader can read them.
import type { Counts } from '../mood/counts.ts';
import { shareOf } from '../mood/mood.ts';
import { LABELS, type Label } from '../mood/verdict.ts';

const BLOCKS = 10;
const BLOCK: Readonly<Record<Label, string>> = { positive: '🟩', neutral: '⬜', negative: '🟥' };

/** Ten blocks in the proportion of the shares; a label that occurs has at least one. Empty without messages. */
export function moodBar(counts: Counts): string {
  const shares = shareOf(counts);
  if (!shares) return '';
  const exact = LABELS.map((label) => ({ label, share: shares[label] * BLOCKS }));
  const blocks = exact.map(({ label, share }) => ({
    label,
    share,
    count: share > 0 ? Math.max(1, Math.floor(share)) : 0,
  }));
  for (let left = BLOCKS - blocks.reduce((sum, { count }) => sum + count, 0); left !== 0;) {
    // The label with the largest missing part gets a block; the one with the largest surplus gives one.
    const step = Math.sign(left);
    const chosen = blocks
      .filter(({ count }) => step > 0 || count > 1)
      .toSorted((a, b) => step * (b.share - b.count - (a.share - a.count)))[0];
    if (!chosen) break;
    chosen.count += step;
    left -= step;
  }
  return blocks.map(({ label, count }) => BLOCK[label].repeat(count)).join('');
}

/** Ten blocks, red for the share (0…1) of negative messages. */
export function negativeBar(share: number): string {
  const red = Math.min(BLOCKS, Math.max(share > 0 ? 1 : 0, Math.round(share * BLOCKS)));
  return BLOCK.negative.repeat(red) + BLOCK.neutral.repeat(BLOCKS - red);
}
