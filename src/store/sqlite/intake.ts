// Writes what people wrote, changed and deleted.
import type { MessageId } from '../../ids.ts';
import type { MessageIntake, NewMessage } from '../messages.ts';
import type { Database } from './database.ts';
import type { Forgetting } from './forgetting.ts';
import { placeOf, sqliteHeld } from './held.ts';
import type { Keys } from './keys.ts';
import { talliedOf } from './rows.ts';
import type { Tally } from './tally.ts';

export function sqliteIntake(
  database: Database,
  keys: Keys,
  tally: Tally,
  { remove, removeChannel }: Pick<Forgetting, 'remove' | 'removeChannel'>,
): MessageIntake {
  const { handle, write, writeSoon } = database;
  const held = sqliteHeld(database);
  const optedOut = handle.prepare('SELECT 1 FROM people WHERE guild = ? AND user = ?');
  const insert = handle.prepare(
    `INSERT INTO messages (id, server, channel, author, created_at, revision)
     VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`,
  );
  const keepContent = handle.prepare(
    'INSERT OR REPLACE INTO contents (created_at, id, content) VALUES (?, ?, ?)',
  );
  const rewrite = handle.prepare(
    `UPDATE messages SET revision = revision + 1, verdict = NULL, positive = NULL,
       negative = NULL, judge = NULL, truncated = NULL, judged_at = NULL, failure = NULL, corrected = NULL
     WHERE id = ?`,
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
  const editOne = (id: MessageId, content: string) => {
    const row = held(BigInt(id));
    if (!row || row.content === content) return false;
    if (row.verdict !== null) tally.subtract([{ ...placeOf(row), ...talliedOf(row.verdict, row) }]);
    rewrite.run(BigInt(id));
    keepContent.run(row.createdAt, BigInt(id), content);
    return true;
  };

  return {
    add: (messages) => writeSoon(() => messages.filter(addOne).map(({ id }) => id)),
    edit: (id, content) => write(() => editOne(id, content)),
    remove,
    removeChannel,
  };
}
