// Messages that go: deleted by people, or old. In steps of bounded length, so that no write waits long.
import type { GuildId, UserId } from '../../ids.ts';
import { withoutAuthor } from '../../mood/sketch.ts';
import type { MessageStore } from '../store.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { labelOf } from './rows.ts';
import { DAYS_PER_SCOPE, type Tally } from './tally.ts';

type Forgetting = Pick<MessageStore, 'remove' | 'removeChannel' | 'expire'>;

/** Rows in one step. */
const STEP = 200;

interface Gone {
  server: number;
  channel: number;
  createdAt: number;
  verdict: number | null;
}

const GONE = 'RETURNING server, channel, created_at AS createdAt, verdict';

export const FORGETTING_QUERIES = {
  ofChannel: `DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE channel = ? LIMIT ${STEP}) ${GONE}`,
  ofAuthor: `DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE author = ? LIMIT ${STEP}) ${GONE}`,
  oldContent: `SELECT id FROM messages WHERE content IS NOT NULL AND created_at < ? LIMIT ?`,
  oldRows: `SELECT m.id FROM scopes s CROSS JOIN messages m ON m.server = s.key
    WHERE s.channel = 0 AND m.created_at < ? LIMIT ?`,
};

export function sqliteForgetting({ handle, read, write }: Database, keys: Keys, tally: Tally): Forgetting {
  const removeOne = handle.prepare<[bigint], Gone>(`DELETE FROM messages WHERE id = ? ${GONE}`);
  const ofChannel = handle.prepare<[number], Gone>(FORGETTING_QUERIES.ofChannel);
  const emptied = handle.prepare(
    `UPDATE messages SET content = NULL, failure = CASE WHEN verdict IS NULL
       THEN COALESCE(failure, 'expired before it was judged') ELSE failure END
     WHERE id IN (${FORGETTING_QUERIES.oldContent})`,
  );
  const expired = handle.prepare(`DELETE FROM messages WHERE id IN (${FORGETTING_QUERIES.oldRows})`);

  return {
    remove: (ids) =>
      write(() => {
        const gone = ids.flatMap((id) => removeOne.all(BigInt(id)));
        untally(tally, gone);
        return gone.length;
      }),
    removeChannel: async (guildId, channelId) => {
      const key = await read(() => keys.findScope({ guildId, channelId }));
      if (key === null) return 0;
      return inSteps(() => write(() => untally(tally, ofChannel.all(key))));
    },
    expire: (contentBefore, rowsBefore, limit) =>
      write(() => {
        const rows = expired.run(rowsBefore, limit).changes;
        return rows + emptied.run(contentBefore, limit - rows).changes;
      }),
  };
}

/** Forgets a person's messages in a server; a step may end without the rest when the process dies: call it again. */
export function sqliteAuthorForgetting({ handle, read, write }: Database, keys: Keys, tally: Tally) {
  const ofAuthor = handle.prepare<[number], Gone>(FORGETTING_QUERIES.ofAuthor);
  const sketches = handle.prepare<[number, number], { key: number; authors: Uint8Array }>(
    'SELECT key, authors FROM sketches WHERE key >= ? AND key < ?',
  );
  const keep = handle.prepare('UPDATE sketches SET authors = ? WHERE key = ?');
  // They may have written again meanwhile.
  const dropMember = handle.prepare(
    'DELETE FROM members WHERE key = ? AND NOT EXISTS (SELECT 1 FROM messages WHERE author = members.key)',
  );

  const unsketch = (scope: number, userId: UserId) => {
    for (const { key, authors } of sketches.all(scope * DAYS_PER_SCOPE, (scope + 1) * DAYS_PER_SCOPE)) {
      const next = withoutAuthor(authors, userId);
      if (next !== authors) keep.run(next, key);
    }
  };
  return async (guildId: GuildId, userId: UserId): Promise<number> => {
    const member = await read(() => keys.findMember(guildId, userId));
    if (member === null) return 0;
    const removed = await inSteps(() => write(() => untally(tally, ofAuthor.all(member))));
    const server = await read(() => keys.findScope({ guildId, channelId: null }));
    const channels = await read(() => keys.channelsOf(guildId));
    for (const key of [...(server === null ? [] : [server]), ...channels.map(({ key }) => key)]) {
      await write(() => unsketch(key, userId));
    }
    await write(() => dropMember.run(member));
    return removed;
  };
}

export type ForgetAuthor = ReturnType<typeof sqliteAuthorForgetting>;

/** Repeats a step until it finds nothing more; returns the sum. */
export async function inSteps(step: () => Promise<number>): Promise<number> {
  for (let sum = 0; ;) {
    const done = await step();
    if (done === 0) return sum;
    sum += done;
  }
}

function untally(tally: Tally, gone: readonly Gone[]): number {
  for (const { server, channel, createdAt, verdict } of gone) {
    if (verdict !== null) {
      tally.subtract({ scopes: [server, channel], createdAt, ...labelOf(verdict) });
    }
  }
  return gone.length;
}
