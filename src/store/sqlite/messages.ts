// Messages: kept before anything else, tagged together with their buckets.
import type { MessageId } from '../../ids.ts';
import type { MessageStore, NewMessage, StoreOptions, Tag } from '../store.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { sqliteForgetting } from './forgetting.ts';
import { sqliteMessageReads } from './reads.ts';
import { columnsOf, labelOf } from './rows.ts';
import type { Tally } from './tally.ts';

interface Held {
  server: number;
  channel: number;
  createdAt: number;
  userId: string;
  verdict: number | null;
  content: string | null;
}

export function sqliteMessages(
  database: Database,
  keys: Keys,
  tally: Tally,
  options: StoreOptions,
): MessageStore {
  const { handle, write } = database;
  const optedOut = handle.prepare('SELECT 1 FROM people WHERE guild = ? AND user = ?');
  const insert = handle.prepare(
    `INSERT INTO messages (id, server, channel, author, created_at, revision, content)
     VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
  );
  const held = handle.prepare<[bigint], Held>(
    `SELECT m.server, m.channel, m.created_at AS createdAt, CAST(a.user AS TEXT) AS userId,
       m.verdict, m.content
     FROM messages m CROSS JOIN members a ON a.key = m.author WHERE m.id = ?`,
  );
  const rewrite = handle.prepare(
    `UPDATE messages SET content = ?, revision = revision + 1, verdict = NULL, positive = NULL,
       negative = NULL, judge = NULL, truncated = NULL, judged_at = NULL, failure = NULL
     WHERE id = ?`,
  );
  const keptContent = options.storeContent ? 'content' : 'NULL';
  const judge = handle.prepare(
    `UPDATE messages SET verdict = ?, positive = ?, negative = ?, judge = ?, truncated = ?,
       judged_at = ?, failure = NULL, content = ${keptContent}
     WHERE id = ? AND revision = ? AND verdict IS NULL`,
  );
  const failed = handle.prepare(
    `UPDATE messages SET failure = ?, content = ${keptContent}
     WHERE id = ? AND revision = ? AND verdict IS NULL`,
  );

  const addOne = ({ id, guildId, channelId, authorId, createdAt, content }: NewMessage) => {
    if (optedOut.get(BigInt(guildId), BigInt(authorId)) !== undefined) return false;
    const server = keys.scope({ guildId, channelId: null });
    const channel = keys.scope({ guildId, channelId });
    const author = keys.member(guildId, authorId);
    return insert.run(BigInt(id), server, channel, author, createdAt, content).changes > 0;
  };
  const tagOne = (tag: Tag) => {
    const { verdict, positive, negative } = columnsOf(tag.verdict);
    const source = keys.judge(tag.model, tag.promptVersion);
    const details = [source, tag.truncated ? 1 : 0, Math.trunc(tag.judgedAt)] as const;
    const id = BigInt(tag.id);
    if (judge.run(verdict, positive, negative, ...details, id, tag.revision).changes === 0) {
      return false;
    }
    const row = held.get(id);
    if (row) tally.add({ ...scopesOf(row), ...tag.verdict }, row.userId);
    return true;
  };
  const editOne = (id: MessageId, content: string) => {
    const row = held.get(BigInt(id));
    if (!row || row.content === content) return false;
    if (row.verdict !== null) tally.subtract({ ...scopesOf(row), ...labelOf(row.verdict) });
    rewrite.run(content, BigInt(id));
    return true;
  };

  return {
    ...sqliteMessageReads(database, keys),
    ...sqliteForgetting(database, keys, tally),
    add: (messages) => write(() => messages.filter(addOne).map(({ id }) => id)),
    edit: (id, content) => write(() => editOne(id, content)),
    tag: (tags) => write(() => tags.filter(tagOne).map(({ id }) => id)),
    fail: (messages) =>
      write(() => {
        for (const { id, revision, reason } of messages) failed.run(reason, BigInt(id), revision);
      }),
  };
}

const scopesOf = ({ server, channel, createdAt }: Held) => ({
  scopes: [server, channel],
  createdAt,
});
