// The messages that wait for a verdict; verdicts are written together with their buckets.
import type { JudgingQueue, Tag } from '../messages.ts';
import type { StoreOptions } from '../store.ts';
import type { Database } from './database.ts';
import { placeOf, sqliteHeld, type Held } from './held.ts';
import { idsAsJson } from './ids.ts';
import type { Keys } from './keys.ts';
import { columnsOf, messageOf, SELECT_MESSAGE, talliedOf, type MessageRow } from './rows.ts';
import type { Authorship, Sketches } from './sketches.ts';
import type { Counted, Tally } from './tally.ts';

const PENDING = 'verdict IS NULL AND failure IS NULL';
const IN_GUILDS = 's.guild IN (SELECT value FROM json_each(?))';

export const QUEUE_QUERIES = {
  pending: `${SELECT_MESSAGE} WHERE m.id > ? AND m.verdict IS NULL AND m.failure IS NULL ORDER BY m.id LIMIT ?`,
  pendingOf: `${SELECT_MESSAGE} WHERE m.id > ? AND m.verdict IS NULL AND m.failure IS NULL
    AND ${IN_GUILDS} ORDER BY m.id LIMIT ?`,
  countPending: `SELECT COUNT(*) AS count FROM messages WHERE ${PENDING}`,
  countPendingOf: `SELECT COUNT(*) AS count FROM messages m CROSS JOIN scopes s ON s.key = m.server
    WHERE ${PENDING} AND ${IN_GUILDS}`,
};

export function sqliteQueue(
  database: Database,
  keys: Keys,
  tally: Tally,
  sketches: Sketches,
  { storeContent }: StoreOptions,
): JudgingQueue {
  return {
    ...waitingMessages(database),
    ...verdictWrites(database, keys, tally, sketches, storeContent),
  };
}

function waitingMessages({ handle, read }: Database): Pick<JudgingQueue, 'pending' | 'countPending'> {
  const pending = handle.prepare<[bigint, number], MessageRow>(QUEUE_QUERIES.pending);
  const pendingOf = handle.prepare<[bigint, string, number], MessageRow>(QUEUE_QUERIES.pendingOf);
  const countPending = handle.prepare<[], { count: number }>(QUEUE_QUERIES.countPending);
  const countPendingOf = handle.prepare<[string], { count: number }>(QUEUE_QUERIES.countPendingOf);
  return {
    pending: (limit, after, guilds) =>
      read(() => {
        const from = BigInt(after ?? -1);
        const rows = guilds ? pendingOf.all(from, idsAsJson(guilds), limit) : pending.all(from, limit);
        return rows.map(messageOf);
      }),
    countPending: (guilds) =>
      read(() => (guilds ? countPendingOf.get(idsAsJson(guilds)) : countPending.get())?.count ?? 0),
  };
}

function verdictWrites(
  database: Database,
  keys: Keys,
  tally: Tally,
  sketches: Sketches,
  storeContent: boolean,
): Pick<JudgingQueue, 'tag' | 'fail'> {
  const { handle, writeSoon } = database;
  const held = sqliteHeld(database);
  const dropContent = handle.prepare('DELETE FROM contents WHERE created_at = ? AND id = ?');
  const judge = handle.prepare(
    `UPDATE messages SET verdict = ?, positive = ?, negative = ?, judge = ?, truncated = ?,
       judged_at = ?, failure = NULL
     WHERE id = ? AND revision = ? AND verdict IS NULL`,
  );
  const failed = handle.prepare(
    'UPDATE messages SET failure = ? WHERE id = ? AND revision = ? AND verdict IS NULL',
  );

  const dropUnlessStored = (id: bigint, { createdAt }: Held) => {
    if (!storeContent) dropContent.run(createdAt, id);
  };
  /** What the tag changed; null where the message is gone, edited or judged. */
  const tagOne = (tag: Tag): (Counted & Authorship) | null => {
    const { verdict, positive, negative } = columnsOf(tag.verdict);
    const source = keys.judge(tag.model, tag.promptVersion);
    const details = [source, tag.truncated ? 1 : 0, Math.trunc(tag.judgedAt)] as const;
    const id = BigInt(tag.id);
    if (judge.run(verdict, positive, negative, ...details, id, tag.revision).changes === 0) return null;
    const row = held(id);
    if (!row) return null;
    dropUnlessStored(id, row);
    return { ...placeOf(row), authorId: row.authorId, ...talliedOf(verdict, { negative, corrected: null }) };
  };
  const tagAll = (tags: readonly Tag[]) => {
    const taken = tags.flatMap((tag) => {
      const judged = tagOne(tag);
      return judged ? [{ id: tag.id, judged }] : [];
    });
    const judged = taken.map((one) => one.judged);
    tally.add(judged);
    sketches.enter(judged);
    return taken.map(({ id }) => id);
  };
  const failOne = (id: bigint, revision: number, reason: string) => {
    if (failed.run(reason, id, revision).changes === 0) return;
    const row = held(id);
    if (row) dropUnlessStored(id, row);
  };

  return {
    tag: (tags) => writeSoon(() => tagAll(tags)),
    fail: (messages) =>
      writeSoon(() => {
        for (const { id, revision, reason } of messages) failOne(BigInt(id), revision, reason);
      }),
  };
}
