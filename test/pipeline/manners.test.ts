import { describe, expect, it } from 'vitest';
import { createCooldown } from '../../src/pipeline/cooldown.ts';
import { createTurns } from '../../src/pipeline/turns.ts';

describe('the cooldown', () => {
  it('lets a person ask again after the pause, and tells them once', () => {
    const cooldown = createCooldown(3000);
    expect(cooldown.ask('ada', 0).ok).toBe(true);
    expect(cooldown.ask('ada', 1000)).toEqual({ ok: false, waitMs: 2000, firstRefusal: true });
    expect(cooldown.ask('ada', 1000)).toEqual({ ok: false, waitMs: 2000, firstRefusal: false });
    expect(cooldown.ask('ada', 3000).ok).toBe(true);
    expect(cooldown.ask('ada', 4000)).toEqual({ ok: false, waitMs: 2000, firstRefusal: true });
  });

  it('does not make one person wait for another, nor anybody for what is read back late', () => {
    const cooldown = createCooldown(3000);
    expect(cooldown.ask('ada', 60_000).ok).toBe(true);
    expect(cooldown.ask('bob', 60_000).ok).toBe(true);
    expect(cooldown.ask('ada', 50_000).ok).toBe(true);
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
