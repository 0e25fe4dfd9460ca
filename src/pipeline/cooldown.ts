// How often one person may ask: a pause after each answer, told once.
import type { Clock } from '../clock.ts';

export interface Cooldown {
  /** Whether a person may ask now. `firstRefusal`: they have not been told yet in this pause. */
  ask(person: string): { ok: true } | { ok: false; waitMs: number; firstRefusal: boolean };
}

export function createCooldown(pauseMs: number, clock: Clock): Cooldown {
  const last = new Map<string, { at: number; told: boolean }>();
  return {
    ask(person) {
      const now = clock.now();
      for (const [who, { at }] of last) {
        // Insertion order is time order; what is of the future was before the clock was set back.
        if (at <= now && at + pauseMs > now) break;
        last.delete(who);
      }
      const previous = last.get(person);
      if (!previous) {
        last.set(person, { at: now, told: false });
        return { ok: true };
      }
      const firstRefusal = !previous.told;
      previous.told = true;
      return { ok: false, waitMs: previous.at + pauseMs - now, firstRefusal };
    },
  };
}
