// How often one person may ask: a pause after each answer, told once.

export interface Cooldown {
  /**
   * Whether a person may ask. `at`: when the question was written (milliseconds since 1970), not when it was read, so
   * that questions read back after a pause of the bot count like others. `firstRefusal`: they were not told yet.
   */
  ask(person: string, at: number): { ok: true } | { ok: false; waitMs: number; firstRefusal: boolean };
}

export function createCooldown(pauseMs: number): Cooldown {
  const last = new Map<string, { at: number; told: boolean }>();
  return {
    ask(person, at) {
      for (const [who, one] of last) {
        if (Math.abs(at - one.at) < pauseMs) break; // the map is in the order of time, nearly
        last.delete(who);
      }
      const previous = last.get(person);
      if (!previous || Math.abs(at - previous.at) >= pauseMs) {
        last.delete(person);
        last.set(person, { at, told: false });
        return { ok: true };
      }
      const firstRefusal = !previous.told;
      previous.told = true;
      return { ok: false, waitMs: previous.at + pauseMs - at, firstRefusal };
    },
  };
}
