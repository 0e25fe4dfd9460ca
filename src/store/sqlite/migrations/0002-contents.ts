// Schema 2. Content lives apart, in order of time: a message's row stays small, and what expires frees whole pages.
// Indexes of places and people hold judged messages only: to keep a new one touches the ends of a few trees, not a page
// in each of thousands. Sketches are also kept for blocks of days, so that the authors of a year are few reads.
import type Sqlite from 'better-sqlite3';
import { mergeSketches } from '../../../mood/sketch.ts';

const TABLES = `
CREATE TABLE contents (
  created_at INTEGER NOT NULL,
  id INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (created_at, id)
) WITHOUT ROWID, STRICT;
INSERT INTO contents SELECT created_at, id, content FROM messages
  WHERE content IS NOT NULL ORDER BY created_at, id;
DROP INDEX messages_with_content;
ALTER TABLE messages DROP COLUMN content;

DROP INDEX messages_by_server;
DROP INDEX messages_by_channel;
DROP INDEX messages_by_author;
CREATE INDEX messages_by_server ON messages (server, created_at, author, verdict) WHERE verdict IS NOT NULL;
CREATE INDEX messages_by_channel ON messages (channel, created_at, author, verdict) WHERE verdict IS NOT NULL;
CREATE INDEX messages_by_author ON messages (author, created_at, channel, verdict) WHERE verdict IS NOT NULL;
-- What waits for a verdict, or failed to get one: few, so walking it is cheap.
CREATE INDEX messages_unjudged ON messages (channel, created_at, author, server, verdict) WHERE verdict IS NULL;
`;

/** Keys of one scope, schema 1: days since 1970; now also blocks of 8 days and of 64. */
const PER_SCOPE = 65_536;
const OFFSETS = [
  [8, 49_152],
  [64, 57_344],
] as const;

export function contentsApart(handle: Sqlite.Database): void {
  handle.exec(TABLES);
  const days = handle.prepare<[], { key: number; authors: Uint8Array }>(
    'SELECT key, authors FROM sketches ORDER BY key',
  );
  const blocks = new Map<number, Uint8Array>();
  for (const { key, authors } of days.all()) {
    const [first, day] = [key - (key % PER_SCOPE), key % PER_SCOPE];
    for (const [size, offset] of OFFSETS) {
      const block = first + offset + Math.floor(day / size);
      const held = blocks.get(block);
      blocks.set(block, held ? mergeSketches([held, authors]) : authors);
    }
  }
  const keep = handle.prepare('INSERT INTO sketches (key, authors) VALUES (?, ?)');
  for (const [key, authors] of blocks) keep.run(key, authors);
}
