import { describe, expect, it } from 'vitest';
import { createCooldown } from '../../src/pipeline/cooldown.ts';
import { createTurns } from '../../src/pipeline/turns.ts';
import { manualClock } from '../manualClock.ts';

describe('the cooldown', () => {
  it('lets a person ask again after the pause, and tells them once', async () => {
    const clock = manualClock();
    const cooldown = createCooldown(3000, clock);
    expect(cooldown.ask('ada').ok).toBe(true);
    await clock.advance(1000);
    expect(cooldown.ask('ada')).toEqual({ ok: false, waitMs: 2000, firstRefusal: true });
    expect(cooldown.ask('ada')).toEqual({ ok: false, waitMs: 2000, firstRefusal: false });
    await clock.advance(2000);
    expect(cooldown.ask('ada').ok).toBe(true);
  });

  it('does not make anybody wait for hours when the clock is set back', async () => {
    const time = manualClock();
    let shift = 0;
    const cooldown = createCooldown(3000, { ...time, now: () => time.now() + shift });
    expect(cooldown.ask('ada').ok).toBe(true);
    shift = -5 * 3_600_000;
    expect(cooldown.ask('ada').ok).toBe(true);
    expect(cooldown.ask('ada').ok).toBe(false);
    await time.advance(3000);
    expect(cooldown.ask('ada').ok).toBe(true);
  });

  it('does not make one person wait for another', () => {
    const cooldown = createCooldown(3000, manualClock());
    expect(cooldown.ask('ada').ok).toBe(true);
    expect(cooldown.ask('bob').ok).toBe(true);
  });
});

describe('turns', () => {
  it('run one after the other, and the next runs after one that fails', async () => {
    const turns = createTurns(5);
    const order: string[] = [];
    const failing = turns.enter(async () => {
      order.push('first begins');
      await Promise.resolve();
      order.push('first fails');
      throw new Error('broken');
    });
    const next = turns.enter(() => Promise.resolve(order.push('second')));
    await expect(failing).rejects.toThrow('broken');
    await next;
    expect(order).toEqual(['first begins', 'first fails', 'second']);
  });

  it('refuse when too many wait, and take again when one is over', async () => {
    const turns = createTurns(1);
    let finish = () => {};
    const first = turns.enter(() => new Promise<void>((resolve) => (finish = resolve)));
    expect(turns.enter(() => Promise.resolve())).toBeNull();
    await Promise.resolve();
    finish();
    await first;
    expect(turns.enter(() => Promise.resolve())).not.toBeNull();
  });
});
