// Deletes messages that people deleted or that are old, in steps of bounded length, so that no write waits long.
import { setTimeout as pause } from 'node:timers/promises';
import type { GuildId, UserId } from '../../ids.ts';
import type { MessageIntake, Store } from '../store.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { talliedOf } from './rows.ts';
import type { Sketches } from './sketches.ts';
import type { Tally } from './tally.ts';

export type Forgetting = Pick<MessageIntake, 'remove' | 'removeChannel'> & Pick<Store, 'expire'>;

/** Rows in one step. */
const STEP = 200;
/** Rows in one step of `expire`, which nobody waits for: a write of another kind waits for one such step at most. */
const SLICE = 16;
/**
 * Milliseconds between two such steps, so that expiring never keeps the disk busy. A day of 20,000 messages takes 25 s.
 */
const PAUSE = 10;

interface Gone {
  id: bigint;
  server: bigint;
  channel: bigint;
  createdAt: bigint;
  verdict: bigint | null;
  negative: bigint | null;
  corrected: bigint | null;
}

/** SQL for messages of any status. Judged and unjudged messages have separate indexes, so each is searched apart. */
export function anyStatus(where: string): string {
  const ids = `SELECT id FROM messages WHERE ${where} AND verdict IS`;
  return `${ids} NOT NULL UNION ALL ${ids} NULL`;
}

const GONE = 'RETURNING id, server, channel, created_at AS createdAt, verdict, negative, corrected';

const FORGETTING_QUERIES = {
  ofChannel: `DELETE FROM messages WHERE id IN (${anyStatus('channel = $key')} LIMIT ${STEP}) ${GONE}`,
  ofAuthor: `DELETE FROM messages WHERE id IN (${anyStatus('author = $key')} LIMIT ${STEP}) ${GONE}`,
  oldContent: `DELETE FROM contents WHERE (created_at, id) IN
    (SELECT created_at, id FROM contents WHERE created_at < ? LIMIT ?) RETURNING id`,
  oldRows: `DELETE FROM messages WHERE id IN (
    SELECT m.id FROM scopes s CROSS JOIN messages m ON m.server = s.key
      WHERE s.channel = 0 AND m.created_at < $before AND m.verdict IS NOT NULL
    UNION ALL
    SELECT m.id FROM scopes s CROSS JOIN messages m ON m.channel = s.key
      WHERE s.channel <> 0 AND m.created_at < $before AND m.verdict IS NULL
    LIMIT $limit) ${GONE}`,
};

export function sqliteForgetting(database: Database, keys: Keys, tally: Tally): Forgetting {
  const { handle, read, write, writeSoon } = database;
  const removeOne = handle
    .prepare<[bigint], Gone>(`DELETE FROM messages WHERE id = ? ${GONE}`)
    .safeIntegers();
  const ofChannel = handle.prepare<{ key: number }, Gone>(FORGETTING_QUERIES.ofChannel).safeIntegers();
  const oldRows = handle
    .prepare<{ before: number; limit: number }, Gone>(FORGETTING_QUERIES.oldRows)
    .safeIntegers();
  const oldContent = handle
    .prepare<[number, number], { id: bigint }>(FORGETTING_QUERIES.oldContent)
    .safeIntegers();
  const giveUp = handle.prepare(
    `UPDATE messages SET failure = COALESCE(failure, 'expired before it was judged')
     WHERE id = ? AND verdict IS NULL`,
  );
  const untally = untallying(database, tally);

  const forgetRows = (before: number, limit: number) => {
    const gone = oldRows.all({ before, limit });
    untally.contents(gone);
    return gone.length;
  };
  const forgetContent = (before: number, limit: number) => {
    const gone = oldContent.all(before, limit);
    for (const { id } of gone) giveUp.run(id);
    return gone.length;
  };
  /** Touches at most `limit` rows, slice by slice; stops at the first slice that is not full. Returns how many. */
  const inSlices = async (limit: number, slice: (most: number) => number): Promise<number> => {
    for (let done = 0; ;) {
      const most = Math.min(SLICE, limit - done);
      const touched = most > 0 ? await writeSoon(() => slice(most)) : 0;
      done += touched;
      if (touched < SLICE) return done;
      await pause(PAUSE);
    }
  };

  return {
    remove: (ids) => write(() => untally.all(ids.flatMap((id) => removeOne.all(BigInt(id))))),
    removeChannel: async (guildId, channelId) => {
      const key = await read(() => keys.findScope({ guildId, channelId }));
      if (key === null) return 0;
      return inSteps(() => write(() => untally.all(ofChannel.all({ key }))));
    },
    expire: async (contentBefore, rowsBefore, limit) => {
      const rows = await inSlices(limit, (most) => forgetRows(rowsBefore, most));
      return rows + (await inSlices(limit - rows, (most) => forgetContent(contentBefore, most)));
    },
  };
}

/** Deletes a person's messages in a server. If the process dies halfway, call it again: the steps done stay done. */
export function sqliteAuthorForgetting(database: Database, keys: Keys, tally: Tally, sketches: Sketches) {
  const { handle, read, write } = database;
  const ofAuthor = handle.prepare<{ key: number }, Gone>(FORGETTING_QUERIES.ofAuthor).safeIntegers();
  // Only if the person did not write again meanwhile.
  const dropMember = handle.prepare(
    `DELETE FROM members WHERE key = $key AND NOT EXISTS (${anyStatus('author = $key')})`,
  );
  const untally = untallying(database, tally);

  return async (guildId: GuildId, userId: UserId): Promise<number> => {
    const member = await read(() => keys.findMember(guildId, userId));
    if (member === null) return 0;
    const removed = await inSteps(() => write(() => untally.all(ofAuthor.all({ key: member }))));
    const server = await read(() => keys.findScope({ guildId, channelId: null }));
    const channels = await read(() => keys.channelsOf(guildId));
    for (const key of [...(server === null ? [] : [server]), ...channels.map(({ key }) => key)]) {
      await write(() => sketches.forget(key, userId));
    }
    await write(() => dropMember.run({ key: member }));
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

function untallying({ handle }: Database, tally: Tally) {
  const content = handle.prepare('DELETE FROM contents WHERE created_at = ? AND id = ?');
  const contents = (gone: readonly Gone[]) => {
    for (const { createdAt, id } of gone) content.run(createdAt, id);
  };
  return {
    contents,
    /** Deletes their contents and takes them out of their buckets; returns how many messages. */
    all(gone: readonly Gone[]): number {
      contents(gone);
      tally.subtract(
        gone.flatMap(({ server, channel, createdAt, verdict, negative, corrected }) =>
          verdict === null
            ? []
            : {
                scopes: [Number(server), Number(channel)],
                createdAt: Number(createdAt),
                ...talliedOf(Number(verdict), {
                  negative: Number(negative),
                  corrected: corrected === null ? null : Number(corrected),
                }),
              },
        ),
      );
      return gone.length;
    },
  };
}
