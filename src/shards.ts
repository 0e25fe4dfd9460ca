// Which of Discord's shards this process runs, and which servers live on them.
import { z } from 'zod';
import type { GuildId } from './ids.ts';

/** All shards in this process, or some of a fleet's. */
export type Shards = 'auto' | ShardPart;

interface ShardPart {
  /** Ascending, each below `count`. */
  readonly ids: readonly number[];
  /** Shards of the whole fleet. */
  readonly count: number;
}

/** Whether this process answers for a server; null stands for direct messages. */
export type Serves = (guildId: GuildId | null) => boolean;

/** A larger number of shards is a typing error. */
const MOST = 65_536;
const PATTERN = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/;

/** "auto", "2/8" (one of eight), or "0-3/8" (the first four of eight). */
export const shardsText = z.string().transform((text, context): Shards => {
  if (text === 'auto') return 'auto';
  const [, from = '', to = from, of = ''] = PATTERN.exec(text) ?? [];
  const [first, last, count] = [Number(from), Number(to), Number(of)];
  if (from !== '' && first <= last && last < count && count <= MOST) {
    return { ids: Array.from({ length: last - first + 1 }, (_, n) => first + n), count };
  }
  context.issues.push({
    code: 'custom',
    input: text,
    message: 'write auto, or shards counted from 0 and how many there are in all, such as 0-3/8 or 2/8',
  });
  return z.NEVER;
});

/** The shard of a server by Discord's formula, (id >> 22) % count; direct messages come to shard 0. */
export function shardOf(guildId: GuildId | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}

export function servesOf(shards: Shards): Serves {
  if (shards === 'auto') return () => true;
  const ids = new Set(shards.ids);
  return (guildId) => ids.has(shardOf(guildId, shards.count));
}
