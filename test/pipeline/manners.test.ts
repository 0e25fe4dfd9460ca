import { describe, expect, it } from 'vitest';
import { createCooldown } from '../../src/pipeline/cooldown.ts';

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
