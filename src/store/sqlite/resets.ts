// Where conversations with the bot begin anew.
import { snowflakeAt, type ChannelId } from '../../ids.ts';
import type { ResetStore } from '../resets.ts';
import type { Database } from './database.ts';

export function sqliteResets({ handle, read, write }: Database): ResetStore {
  const set = handle.prepare(
    `INSERT INTO resets (channel, user, guild, at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = MAX(at, excluded.at)`,
  );
  const get = handle.prepare<[bigint, bigint], { at: string }>(
    'SELECT CAST(at AS TEXT) AS at FROM resets WHERE channel = ? AND user = ?',
  );
  const of = handle.prepare<[bigint, bigint], { channelId: ChannelId; at: string }>(
    `SELECT CAST(channel AS TEXT) AS channelId, CAST(at AS TEXT) AS at FROM resets
     WHERE guild = ? AND user = ? ORDER BY channel`,
  );
  const prune = handle.prepare('DELETE FROM resets WHERE at < ?');

  return {
    set: ({ guildId, channelId, userId }, at) =>
      write(() => {
        set.run(BigInt(channelId), BigInt(userId), guildId === null ? null : BigInt(guildId), BigInt(at));
      }),
    get: ({ channelId, userId }) => read(() => get.get(BigInt(channelId), BigInt(userId))?.at ?? null),
    of: (guildId, userId) => read(() => of.all(BigInt(guildId), BigInt(userId))),
    prune: (before) => write(() => prune.run(BigInt(snowflakeAt(before))).changes),
  };
}
