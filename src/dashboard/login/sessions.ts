// Who is logged in. Sessions live in memory: a restart logs everybody out.
import type { Clock } from '../../clock.ts';
import type { UserId } from '../../ids.ts';
import { setNewest } from '../../newest.ts';
import { HOUR } from '../../mood/window.ts';

/** How long a session lasts, in milliseconds. */
export const SESSION = 12 * HOUR;
const MOST = 5000;

export interface Sessions {
  /** Opens one; returns its id, which nobody can guess. */
  open(person: UserId): string;
  /** Null where there is none, or it is over. */
  personOf(id: string): UserId | null;
  end(id: string): void;
}

/** `random`: ids that nobody can guess. */
export function createSessions(clock: Clock, random: () => string): Sessions {
  const sessions = new Map<string, { readonly person: UserId; readonly endsAt: number }>();
  return {
    open(person) {
      const id = random();
      setNewest(sessions, id, { person, endsAt: clock.now() + SESSION }, MOST);
      return id;
    },
    personOf(id) {
      const held = sessions.get(id);
      if (!held) return null;
      if (held.endsAt > clock.now()) return held.person;
      sessions.delete(id);
      return null;
    },
    end: (id) => void sessions.delete(id),
  };
}
