// What a server announced, by when it happened.
import type { AnnouncedEvent, EventStore } from '../store.ts';
import type { Database } from './database.ts';

interface Row {
  id: string;
  text: string;
  at: number;
}

export function sqliteEvents({ handle, read, write }: Database): EventStore {
  const insert = handle.prepare('INSERT INTO events (guild, at, text) VALUES (?, ?, ?)');
  const list = handle.prepare<[bigint, number, number, number], Row>(
    `SELECT CAST(id AS TEXT) AS id, text, at FROM events
     WHERE guild = ? AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?`,
  );
  const remove = handle.prepare('DELETE FROM events WHERE id = ? AND guild = ?');

  return {
    add: (event) =>
      write((): AnnouncedEvent => {
        const { lastInsertRowid } = insert.run(BigInt(event.guildId), event.at, event.text);
        return { ...event, id: String(lastInsertRowid) };
      }),
    list: (guildId, { from, to }, limit) =>
      read(() => list.all(BigInt(guildId), from, to, limit).map((row) => ({ ...row, guildId }))),
    remove: (guildId, id) => write(() => isKey(id) && remove.run(BigInt(id), BigInt(guildId)).changes > 0),
  };
}

/** Ids come back from people's screens: one that was never given names nothing. */
const isKey = (id: string): boolean => /^\d{1,18}$/.test(id);
