// What moderators said of verdicts: a column of the message.
import { LABELS } from '../../mood/verdict.ts';
import type { CorrectionStore } from '../corrections.ts';
import type { Database } from './database.ts';
import type { Keys } from './keys.ts';
import { messageOf, SELECT_MESSAGE, type MessageRow } from './rows.ts';

export function sqliteCorrections({ handle, read, write }: Database, keys: Keys): CorrectionStore {
  const update = handle.prepare(
    'UPDATE messages SET corrected = ? WHERE id = ? AND revision = ? AND verdict IS NOT NULL',
  );
  const list = handle.prepare<[number, number, number, number], MessageRow>(
    `${SELECT_MESSAGE} WHERE m.server = ? AND m.corrected IS NOT NULL AND m.created_at >= ? AND m.created_at < ?
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
        return update.run(corrected, BigInt(id), revision).changes > 0;
      }),
    list: (guildId, { from, to }, limit) =>
      read(() => {
        const server = keys.findScope({ guildId, channelId: null });
        return server === null ? [] : list.all(server, from, to, limit).map(messageOf);
      }),
    count: (guildId, { from, to }) =>
      read(() => {
        const server = keys.findScope({ guildId, channelId: null });
        return server === null ? 0 : (count.get(server, from, to) ?? 0);
      }),
  };
}
