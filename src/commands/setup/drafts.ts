// What managers chose in /setup and have not saved yet. It is held while the program runs, and nowhere else.
import type { ChannelId, GuildId, UserId } from '../../ids.ts';
import { setNewest } from '../../newest.ts';

/** In the order in which they are offered. */
export const STEPS = ['where', 'time', 'read'] as const;
export type Step = (typeof STEPS)[number];

/** One use of a subcommand of /settings: its options by name, channels and roles by id. */
export interface Choice {
  readonly setting: 'reports' | 'alerts' | 'language' | 'timezone' | 'summary' | 'daily' | 'watch';
  readonly values: Readonly<Record<string, string | boolean>>;
}

export interface Draft {
  readonly guild: GuildId;
  readonly by: UserId;
  /** When it was begun, in milliseconds since 1970. */
  readonly at: number;
  readonly choices: Readonly<Partial<Record<Step, readonly Choice[]>>>;
  /** The zone that the form of the step "time" offers while that was not taken; null: the one that is held. */
  readonly guess: string | null;
  /** Steps whose form was sent off. */
  readonly done: readonly Step[];
  /** The channels that the form of the step "read" showed as chosen: those that are gone from it are taken back. */
  readonly shown: { readonly on: readonly ChannelId[]; readonly off: readonly ChannelId[] };
}

/** Drafts of all servers that are remembered. */
const MOST = 1000;

/** The newest drafts, by the id of the interaction that began them. */
export interface Drafts {
  keep(id: string, draft: Draft): void;
  get(id: string): Draft | null;
  /** Whether it was there: of two who save at once, one does. */
  drop(id: string): boolean;
}

export function createDrafts(): Drafts {
  const kept = new Map<string, Draft>();
  return {
    keep: (id, draft) => setNewest(kept, id, draft, MOST),
    get: (id) => kept.get(id) ?? null,
    drop: (id) => kept.delete(id),
  };
}
