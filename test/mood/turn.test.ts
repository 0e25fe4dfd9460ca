import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messages, randomFrom } from '../../bench/spike/generator.ts';
import { DEFAULT_PRIOR, newBaseline } from '../../src/mood/baseline.ts';
import { countIn, hourOf, type Slot } from '../../src/mood/slots.ts';
import { carry, likeliestTurn, oddsOf } from '../../src/mood/turn.ts';
import { HOUR, MINUTE } from '../../src/mood/window.ts';
import { START } from './chat.ts';

const known = newBaseline({ ...DEFAULT_PRIOR, strength: 2000 });
const least = { total: 10, negative: 5 };

/** The slots of a channel with six hours of chat that turns after `at`. */
function slotsOf(seed: number, at: number, by = 0.6): readonly Slot[] {
  const model = { rate: 60, mean: 0.15, rho: 0.05, shift: { at, by } };
  let slots: readonly Slot[] = [];
  for (const message of messages(model, START, START + 6 * HOUR, randomFrom(seed)))
    slots = countIn(slots, message);
  return slots;
}
const oddsAtTheEnd = (slots: readonly Slot[]) => {
  const hour = hourOf(slots.at(-1)!.at);
  return oddsOf(
    carry(known, slots, hour, START),
    slots.filter((slot) => slot.at >= hour),
  );
};

describe('the odds of a turn', () => {
  it('are, on average over calm channels, no more than the number of hours looked back on', () => {
    const channels = 3000;
    let sum = 0;
    // Rare high odds make most of the mean: they are cut.
    for (let seed = 0; seed < channels; seed++) {
      sum += Math.min(200, oddsAtTheEnd(slotsOf(seed, START + 7 * HOUR)));
    }
    expect(sum / channels).toBeLessThan(6);
    expect(sum / channels).toBeGreaterThan(1);
  });

  it('rise without bound once the mood turned', () => {
    const turned = Array.from({ length: 40 }, (_, seed) => oddsAtTheEnd(slotsOf(seed, START + 4 * HOUR)));
    expect(turned.filter((odds) => odds > 1000).length).toBeGreaterThan(32);
    expect(turned.every(Number.isFinite)).toBe(true);
  });

  it('stay finite whatever was said', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(71), fc.nat(5000), fc.nat(5000)), { maxLength: 72 }), (rows) => {
        const bySlot = new Map(
          rows.map(([index, total, negative]) => [index, [total + 1, Math.min(total, negative)] as const]),
        );
        const slots = [...bySlot]
          .sort(([a], [b]) => a - b)
          .map(([index, [total, negative]]) => {
            const at = START + index * 5 * MINUTE;
            return { at, total, negative, first: at };
          });
        if (slots.length === 0) return;
        const odds = oddsAtTheEnd(slots);
        expect(Number.isFinite(odds) && odds >= 0).toBe(true);
      }),
    );
  });
});

describe('the likeliest turn', () => {
  it('is within half an hour of the real one, nearly always', () => {
    let near = 0;
    for (let seed = 0; seed < 60; seed++) {
      const at = START + 3 * HOUR + (seed % 60) * MINUTE;
      const slots = slotsOf(seed, at, 0.7);
      const index = likeliestTurn(known, slots, least);
      if (index !== null && Math.abs(slots[index]!.first - at) <= 30 * MINUTE) near += 1;
    }
    expect(near).toBeGreaterThan(50);
  });

  it('is nowhere where too little was said', () => {
    const few = [{ at: START, total: 9, negative: 9, first: START }];
    expect(likeliestTurn(known, few, least)).toBeNull();
    expect(likeliestTurn(known, [], least)).toBeNull();
  });
});
