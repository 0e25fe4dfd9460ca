// Erases everything of a guild in short steps. Its settings go last, so that an interrupted erasure is taken up again.
import type { GuildId } from '../../ids.ts';
import type { Database } from './database.ts';
import { anyStatus, inSteps } from './forgetting.ts';
import type { Keys } from './keys.ts';
import type { Sketches } from './sketches.ts';

/** Messages in one step. */
const STEP = 200;

const ERASE_QUERIES = {
  messages: `DELETE FROM messages WHERE id IN (${anyStatus('server = $key')} LIMIT ${STEP})
    RETURNING id, created_at AS createdAt`,
};

export function sqliteErase({ handle, read, write }: Database, keys: Keys, sketches: Sketches) {
  const messages = handle
    .prepare<{ key: number }, { id: bigint; createdAt: bigint }>(ERASE_QUERIES.messages)
    .safeIntegers();
  const content = handle.prepare('DELETE FROM contents WHERE created_at = ? AND id = ?');
  const eraseStep = (server: number) => {
    const gone = messages.all({ key: server });
    for (const { id, createdAt } of gone) content.run(createdAt, id);
    return gone.length;
  };
  const buckets = handle.prepare('DELETE FROM buckets WHERE scope = ?');
  const claims = handle.prepare(`DELETE FROM claims WHERE ':' || key || ':' LIKE '%:' || ? || ':%'`);
  const tables = [
    'scopes',
    'members',
    'reports',
    'incidents',
    'events',
    'deliveries',
    'resets',
    'people',
    'settings',
  ].map((table) => handle.prepare(`DELETE FROM ${table} WHERE guild = ?`));

  return async (guildId: GuildId): Promise<void> => {
    const server = await read(() => keys.findScope({ guildId, channelId: null }));
    const channels = await read(() => keys.channelsOf(guildId));
    if (server !== null) {
      await inSteps(() => write(() => eraseStep(server)));
    }
    for (const key of [...(server === null ? [] : [server]), ...channels.map(({ key }) => key)]) {
      await write(() => {
        buckets.run(key);
        sketches.erase(key);
      });
    }
    await write(() => {
      // Messages that arrived meanwhile.
      if (server !== null) eraseStep(server);
      claims.run(guildId);
      for (const table of tables) table.run(BigInt(guildId));
    });
  };
}
