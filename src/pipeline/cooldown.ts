// How often one person may ask: a pause after each answer, told once.

/** How long somebody has to wait; `firstRefusal`: nobody told them yet. */
export interface Pause {
  readonly waitMs: number;
  readonly firstRefusal: boolean;
}

export interface Cooldown {
  /**
   * Whether a person may ask. `at`: when the question was written (milliseconds since 1970), not when it was read, so
   * that questions read back after a pause of the bot count like others.
   */
  ask(person: string, at: number): { readonly ok: true } | ({ readonly ok: false } & Pause);
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
