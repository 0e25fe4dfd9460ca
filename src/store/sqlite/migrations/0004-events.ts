// Schema 4. What a server announced, so that reports can say what changed after it.

export const events = `
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild INTEGER NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_guild ON events (guild, at);
`;
