// Messages: kept before anything else, tagged together with their buckets.
import type { MessageId } from '../../ids.ts';
import type { MessageStore, NewMessage, StoreOptions, Tag } from '../store.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { sqliteForgetting } from './forgetting.ts';
import { sqliteMessageReads } from './reads.ts';
import { columnsOf, labelOf, weightOfColumns } from './rows.ts';
import type { Authorship, Sketches } from './sketches.ts';
import type { Counted, Tally } from './tally.ts';

interface Held {
  server: number;
  channel: number;
  createdAt: number;
  authorId: string;
  verdict: number | null;
  negative: number | null;
  content: string | null;
}

export function sqliteMessages(
  database: Database,
  keys: Keys,
  tally: Tally,
  sketches: Sketches,
  options: StoreOptions,
): MessageStore {
  const { handle, write, writeSoon } = database;
  const optedOut = handle.prepare('SELECT 1 FROM people WHERE guild = ? AND user = ?');
  const insert = handle.prepare(
    `INSERT INTO messages (id, server, channel, author, created_at, revision)
     VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`,
  );
  const keepContent = handle.prepare(
    'INSERT OR REPLACE INTO contents (created_at, id, content) VALUES (?, ?, ?)',
  );
  const dropContent = handle.prepare('DELETE FROM contents WHERE created_at = ? AND id = ?');
  const held = handle.prepare<[bigint], Held>(
    `SELECT m.server, m.channel, m.created_at AS createdAt, CAST(a.user AS TEXT) AS authorId,
       m.verdict, m.negative, c.content
     FROM messages m CROSS JOIN members a ON a.key = m.author
       LEFT JOIN contents c ON c.created_at = m.created_at AND c.id = m.id
     WHERE m.id = ?`,
  );
  const rewrite = handle.prepare(
    `UPDATE messages SET revision = revision + 1, verdict = NULL, positive = NULL,
       negative = NULL, judge = NULL, truncated = NULL, judged_at = NULL, failure = NULL
     WHERE id = ?`,
  );
  const judge = handle.prepare(
    `UPDATE messages SET verdict = ?, positive = ?, negative = ?, judge = ?, truncated = ?,
       judged_at = ?, failure = NULL
     WHERE id = ? AND revision = ? AND verdict IS NULL`,
  );
  const failed = handle.prepare(
    'UPDATE messages SET failure = ? WHERE id = ? AND revision = ? AND verdict IS NULL',
  );

  const addOne = ({ id, guildId, channelId, authorId, createdAt, content }: NewMessage) => {
    if (optedOut.get(BigInt(guildId), BigInt(authorId)) !== undefined) return false;
    const server = keys.scope({ guildId, channelId: null });
    const channel = keys.scope({ guildId, channelId });
    const author = keys.member(guildId, authorId);
    if (insert.run(BigInt(id), server, channel, author, createdAt).changes === 0) return false;
    keepContent.run(createdAt, BigInt(id), content);
    return true;
  };
  const doneWith = (id: bigint, { createdAt }: Held) => {
    if (!options.storeContent) dropContent.run(createdAt, id);
  };
  /** What the tag changed; null where the message is gone, edited or judged. */
  const tagOne = (tag: Tag): (Counted & Authorship) | null => {
    const { verdict, positive, negative } = columnsOf(tag.verdict);
    const source = keys.judge(tag.model, tag.promptVersion);
    const details = [source, tag.truncated ? 1 : 0, Math.trunc(tag.judgedAt)] as const;
    const id = BigInt(tag.id);
    if (judge.run(verdict, positive, negative, ...details, id, tag.revision).changes === 0) return null;
    const row = held.get(id);
    if (!row) return null;
    doneWith(id, row);
    const weight = weightOfColumns({ verdict, negative });
    return { ...placeOf(row), authorId: row.authorId, ...tag.verdict, weight };
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
  const editOne = (id: MessageId, content: string) => {
    const row = held.get(BigInt(id));
    if (!row || row.content === content) return false;
    if (row.verdict !== null) {
      const weight = weightOfColumns({ verdict: row.verdict, negative: row.negative ?? 0 });
      tally.subtract([{ ...placeOf(row), ...labelOf(row.verdict), weight }]);
    }
    rewrite.run(BigInt(id));
    keepContent.run(row.createdAt, BigInt(id), content);
    return true;
  };
  const failOne = (id: bigint, revision: number, reason: string) => {
    if (failed.run(reason, id, revision).changes === 0) return;
    const row = held.get(id);
    if (row) doneWith(id, row);
  };

  return {
    ...sqliteMessageReads(database, keys),
    ...sqliteForgetting(database, keys, tally),
    add: (messages) => writeSoon(() => messages.filter(addOne).map(({ id }) => id)),
    edit: (id, content) => write(() => editOne(id, content)),
    tag: (tags) => writeSoon(() => tagAll(tags)),
    fail: (messages) =>
      writeSoon(() => {
        for (const { id, revision, reason } of messages) failOne(BigInt(id), revision, reason);
      }),
  };
}

const placeOf = ({ server, channel, createdAt }: Held) => ({
  scopes: [server, channel],
  createdAt,
});
