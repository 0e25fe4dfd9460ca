// The watcher's states in memory, one for each channel: a bounded number. Each can be rebuilt from the store.
import type { ChannelId } from '../../ids.ts';
import type { SpikeState } from '../../mood/spike.ts';
import { HOUR } from '../../mood/window.ts';
import { setNewest } from '../../newest.ts';
import type { StoredMessage } from '../../store/store.ts';

interface Held {
  readonly state: SpikeState;
  /** The newest message that the state has seen. */
  readonly newest: Pick<StoredMessage, 'id' | 'createdAt'>;
  /** When the judge whose verdicts it has seen came into force; see pipeline/judgeChange. */
  readonly since: number;
}

export interface States {
  get(channel: ChannelId): Held | undefined;
  set(channel: ChannelId, held: Held): void;
  /** Whether there was one. */
  delete(channel: ChannelId): boolean;
  /** Lets go of those whose newest message is older than two hours. */
  dropIdle(now: number): void;
  size(): number;
}

/** A state takes some kilobytes: a few megabytes in all. */
const MOST = 1000;
const IDLE = 2 * HOUR;

/** Holds at most `most` states; those that were written least recently are dropped first. */
export function createStates(most = MOST): States {
  const states = new Map<ChannelId, Held>();
  return {
    get: (channel) => states.get(channel),
    set: (channel, held) => setNewest(states, channel, held, most),
    delete: (channel) => states.delete(channel),
    dropIdle(now) {
      for (const [channel, { newest }] of states) {
        if (now - newest.createdAt > IDLE) states.delete(channel);
      }
    },
    size: () => states.size,
  };
}
