// Replays past messages through the spike watcher and returns the incidents that it would have raised.
import { pooledPrior, type Prior } from './baseline.ts';
import { renewed, type Evidence } from './evidence.ts';
import { hourOf, type Count } from './slots.ts';
import { calmAgain, firstTested, initialSpike, stepSpike } from './spike.ts';
import type { SpikeMessage, SpikeOptions, SpikeState } from './spike.ts';

export interface ReplayMessage extends SpikeMessage {
  readonly channel: string;
}

/** An incident as it would have been; times in milliseconds since 1970. */
export interface Replayed {
  readonly channel: string;
  readonly openedAt: number;
  /** Null: still open after the last message. */
  readonly resolvedAt: number | null;
  /** The newest evidence, which an incident keeps too. */
  readonly evidence: Evidence;
}

/** Options of the watcher, for all channels or channel by channel; the sensitivity may differ from the real one. */
export type ReplayOptions = SpikeOptions | ((channel: string) => SpikeOptions);

export interface Replay {
  /** Takes the next message; messages of a channel come in time order. Returns incidents that ended before it. */
  see(message: ReplayMessage): Replayed[];
  /** Returns the incidents still open: resolved where an hour of silence lies between them and the newest message. */
  finish(): Replayed[];
}

/** Messages, and the sum of their weights. */
type Said = Pick<Count, 'total' | 'negative'>;

const together = (a: Said | undefined, b: Said): Said => ({
  total: (a?.total ?? 0) + b.total,
  negative: (a?.negative ?? 0) + b.negative,
});

interface Channel {
  state: SpikeState;
  open: { openedAt: number; evidence: Evidence } | null;
}

/** Learns the prior of new channels: pooled over all channels, without the hours that are still tested. */
function poolPriors() {
  const recent = new Map<number, Said>();
  let older: Said = { total: 0, negative: 0 };
  return {
    add({ at, weight }: ReplayMessage): void {
      const hour = hourOf(at);
      recent.set(hour, together(recent.get(hour), { total: 1, negative: weight }));
    },
    priorAt(at: number): Prior {
      const until = firstTested(at);
      for (const [hour, counts] of recent) {
        if (hour >= until) continue;
        older = together(older, counts);
        recent.delete(hour);
      }
      return pooledPrior([older]);
    },
  };
}

/** Replays message by message, for histories too long for memory: it keeps one small state a channel. */
export function startReplay(options: ReplayOptions): Replay {
  const channels = new Map<string, Channel>();
  const pool = poolPriors();
  let newest = 0;

  function channelOf(name: string, at: number): Channel {
    const known = channels.get(name);
    if (known) return known;
    const channel: Channel = { state: initialSpike(pool.priorAt(at)), open: null };
    channels.set(name, channel);
    return channel;
  }

  function settle(name: string, channel: Channel, now: number): Replayed[] {
    const calm = calmAgain(channel.state, now);
    if (!calm || !channel.open) return [];
    const ended = { channel: name, ...channel.open, resolvedAt: calm.resolvedAt };
    channel.state = calm.state;
    channel.open = null;
    return [ended];
  }

  return {
    see(message) {
      const name = message.channel;
      newest = Math.max(newest, message.at);
      const channel = channelOf(name, message.at);
      pool.add(message);
      const ended = settle(name, channel, message.at);
      const { state, outcome } = stepSpike(
        channel.state,
        message,
        typeof options === 'function' ? options(name) : options,
      );
      channel.state = state;
      if (outcome.kind === 'spike') {
        const { evidence } = outcome;
        channel.open = channel.open
          ? { ...channel.open, evidence: renewed(channel.open, evidence) }
          : { openedAt: message.at, evidence };
      }
      return ended;
    },
    finish() {
      return [...channels].flatMap(([name, channel]) => {
        const ended = settle(name, channel, newest);
        return channel.open ? [{ channel: name, ...channel.open, resolvedAt: null }] : ended;
      });
    },
  };
}

/** The same, where an incident that was raised is told as it was: its start and its figures are those of its alert. */
export function asRaised(replayed: Replayed, raised: readonly Replayed[]): Replayed {
  const isSame = ({ channel, openedAt, resolvedAt }: Replayed) =>
    channel === replayed.channel &&
    openedAt <= (replayed.resolvedAt ?? Infinity) &&
    replayed.openedAt <= (resolvedAt ?? Infinity);
  return raised.find(isSame) ?? replayed;
}

/** The incidents that these messages would have raised, in the order of their opening. */
export function replay(messages: Iterable<ReplayMessage>, options: ReplayOptions): Replayed[] {
  const run = startReplay(options);
  const ended: Replayed[] = [];
  for (const message of messages) ended.push(...run.see(message));
  return [...ended, ...run.finish()].sort((a, b) => a.openedAt - b.openedAt);
}
