// What moderators said of verdicts: a column of the message. Its kind goes out of the buckets with it.
import { LABELS } from '../../mood/verdict.ts';
import type { CorrectionStore } from '../corrections.ts';
import type { Database } from './database.ts';
import { placeOf, sqliteHeld } from './held.ts';
import type { Keys } from './keys.ts';
import { messageOf, SELECT_MESSAGE, talliedOf, type MessageRow } from './rows.ts';
import type { Tally } from './tally.ts';

export function sqliteCorrections(database: Database, keys: Keys, tally: Tally): CorrectionStore {
  const { handle, read, write } = database;
  const held = sqliteHeld(database);
  const update = handle.prepare(
    'UPDATE messages SET corrected = ? WHERE id = ? AND revision = ? AND verdict IS NOT NULL',
  );
  const list = handle.prepare<[number, number, number, bigint, number], MessageRow>(
    `${SELECT_MESSAGE} WHERE m.server = ? AND m.corrected IS NOT NULL AND m.created_at >= ?
       AND (m.created_at, m.id) < (?, ?)
     ORDER BY m.created_at DESC, m.id DESC LIMIT ?`,
  );
  const count = handle
    .prepare<[number, number, number], number>(
      `SELECT count(*) FROM messages
       WHERE server = ? AND corrected IS NOT NULL AND created_at >= ? AND created_at < ?`,
    )
    .pluck();
  return {
    set: (id, revision, label) =>
      write(() => {
        const corrected = label === null ? null : LABELS.indexOf(label);
        const row = held(BigInt(id));
        if (!row || row.verdict === null) return false;
        if (update.run(corrected, BigInt(id), revision).changes === 0) return false;
        tally.subtract([{ ...placeOf(row), ...talliedOf(row.verdict, row) }]);
        tally.add([{ ...placeOf(row), ...talliedOf(row.verdict, { ...row, corrected }) }]);
        return true;
      }),
    list: (guildId, { from, to }, limit, after) =>
      read(() => {
        const server = keys.findScope({ guildId, channelId: null });
        // No id is 0: the end of the window is not in it.
        const end = after && after.createdAt < to ? after : { createdAt: to, id: 0 };
        if (server === null) return [];
        return list.all(server, from, end.createdAt, BigInt(end.id), limit).map(messageOf);
      }),
    count: (guildId, { from, to }) =>
      read(() => {
        const server = keys.findScope({ guildId, channelId: null });
        return server === null ? 0 : (count.get(server, from, to) ?? 0);
      }),
  };
}
