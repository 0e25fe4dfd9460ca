// What a server announced, by when it happened.
import type { AnnouncedEvent, EventStore } from '../store.ts';
import type { Database } from './database.ts';
import { isRowId } from './rows.ts';

interface Row {
  id: string;
  text: string;
  at: number;
  lasts: number;
}

export function sqliteEvents({ handle, read, write }: Database): EventStore {
  const insert = handle.prepare('INSERT INTO events (guild, at, text, lasts) VALUES (?, ?, ?, ?)');
  const list = handle.prepare<[bigint, number, number, number], Row>(
    `SELECT CAST(id AS TEXT) AS id, text, at, lasts FROM events
     WHERE guild = ? AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?`,
  );
  const remove = handle.prepare('DELETE FROM events WHERE id = ? AND guild = ?');

  return {
    add: (event) =>
      write((): AnnouncedEvent => {
        const { lastInsertRowid } = insert.run(BigInt(event.guildId), event.at, event.text, event.lasts);
        return { ...event, id: String(lastInsertRowid) };
      }),
    list: (guildId, { from, to }, limit) =>
      read(() => list.all(BigInt(guildId), from, to, limit).map((row) => ({ ...row, guildId }))),
    remove: (guildId, id) => write(() => isRowId(id) && remove.run(BigInt(id), BigInt(guildId)).changes > 0),
  };
}
