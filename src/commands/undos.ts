// The changes of settings that can still be undone.
import type { GuildId, UserId } from '../ids.ts';
import { setNewest } from '../newest.ts';
import type { GuildSettings } from '../store/settings.ts';

/** Changes of all servers that are remembered, while the program runs. */
const MOST = 1000;

interface KeptChange {
  readonly guild: GuildId;
  readonly by: UserId;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The fields that changed, with their values before and after. */
  readonly before: Partial<GuildSettings>;
  readonly after: Partial<GuildSettings>;
}

/** The newest changes, by the id of the interaction that made them. */
export interface Undos {
  keep(id: string, change: KeptChange): void;
  get(id: string): KeptChange | null;
}

export function createUndos(): Undos {
  const kept = new Map<string, KeptChange>();
  return {
    keep: (id, change) => setNewest(kept, id, change, MOST),
    get: (id) => kept.get(id) ?? null,
  };
}
