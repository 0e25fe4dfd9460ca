// Everything of a guild goes, in short steps; its settings last, so that an erasure cut short is taken up again.
import type { GuildId } from '../../ids.ts';
import type { Database } from './database.ts';
import { inSteps } from './forgetting.ts';
import type { Keys } from './keys.ts';
import { DAYS_PER_SCOPE } from './tally.ts';

const STEP = 500;

export function sqliteErase({ handle, read, write }: Database, keys: Keys) {
  const messages = handle.prepare(
    `DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE server = ? LIMIT ${STEP})`,
  );
  const buckets = handle.prepare('DELETE FROM buckets WHERE scope = ?');
  const sketches = handle.prepare('DELETE FROM sketches WHERE key >= ? AND key < ?');
  const claims = handle.prepare(`DELETE FROM claims WHERE ':' || key || ':' LIKE '%:' || ? || ':%'`);
  const tables = ['scopes', 'members', 'reports', 'incidents', 'people', 'settings'].map((table) =>
    handle.prepare(`DELETE FROM ${table} WHERE guild = ?`),
  );

  return async (guildId: GuildId): Promise<void> => {
    const server = await read(() => keys.findScope({ guildId, channelId: null }));
    const channels = await read(() => keys.channelsOf(guildId));
    if (server !== null) {
      await inSteps(() => write(() => messages.run(server).changes));
    }
    for (const key of [...(server === null ? [] : [server]), ...channels.map(({ key }) => key)]) {
      await write(() => {
        buckets.run(key);
        sketches.run(key * DAYS_PER_SCOPE, (key + 1) * DAYS_PER_SCOPE);
      });
    }
    await write(() => {
      // What arrived meanwhile.
      if (server !== null) messages.run(server);
      claims.run(guildId);
      for (const table of tables) table.run(BigInt(guildId));
    });
  };
}
