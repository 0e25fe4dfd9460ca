// A message as intake and judging find it before they change it.
import type { Database } from './database.ts';

export interface Held {
  /** Keys of the server and of the channel. */
  server: number;
  channel: number;
  createdAt: number;
  authorId: string;
  /** Null until judged, as `negative` is. */
  verdict: number | null;
  negative: number | null;
  /** Null where nobody corrected it. */
  corrected: number | null;
  content: string | null;
}

/** Returns the message with that id; undefined where none is held. Call it inside a transaction. */
export function sqliteHeld({ handle }: Database): (id: bigint) => Held | undefined {
  const held = handle.prepare<[bigint], Held>(
    `SELECT m.server, m.channel, m.created_at AS createdAt, CAST(a.user AS TEXT) AS authorId,
       m.verdict, m.negative, m.corrected, c.content
     FROM messages m CROSS JOIN members a ON a.key = m.author
       LEFT JOIN contents c ON c.created_at = m.created_at AND c.id = m.id
     WHERE m.id = ?`,
  );
  return (id) => held.get(id);
}

export const placeOf = ({ server, channel, createdAt }: Held) => ({
  scopes: [server, channel],
  createdAt,
});
