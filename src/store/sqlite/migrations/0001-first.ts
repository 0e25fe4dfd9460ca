// Schema 1. Snowflakes are kept once, in scopes and members; rows point at them by small integers.
// Keys are never used again (AUTOINCREMENT): a row left behind can't turn up in another server.

export const first = `
-- A channel of a server, or (channel = 0) the whole server.
CREATE TABLE scopes (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  guild INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  UNIQUE (guild, channel)
) STRICT;
CREATE INDEX scopes_by_channel ON scopes (channel) WHERE channel <> 0;

-- A person within a server.
CREATE TABLE members (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  guild INTEGER NOT NULL,
  user INTEGER NOT NULL,
  UNIQUE (guild, user)
) STRICT;

-- What gave verdicts: model and prompt version.
CREATE TABLE judges (
  key INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  prompt_version TEXT NOT NULL,
  UNIQUE (model, prompt_version)
) STRICT;

-- verdict: 2 * (0 positive, 1 neutral, 2 negative) + (1 if uncertain); null until judged.
-- positive, negative: probabilities in millionths; neutral is the rest of the million.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  server INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  author INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  verdict INTEGER,
  positive INTEGER,
  negative INTEGER,
  judge INTEGER,
  truncated INTEGER,
  judged_at INTEGER,
  failure TEXT,
  content TEXT
) STRICT;
CREATE INDEX messages_by_server ON messages (server, created_at, author, verdict);
CREATE INDEX messages_by_channel ON messages (channel, created_at, author, verdict);
CREATE INDEX messages_by_author ON messages (author, created_at, channel, verdict);
CREATE INDEX messages_pending ON messages (id, verdict, failure) WHERE verdict IS NULL AND failure IS NULL;
CREATE INDEX messages_with_content ON messages (created_at) WHERE content IS NOT NULL;

-- grain: 0 quarter-hour, 1 hour, 2 UTC day; step: their number since 1970.
CREATE TABLE buckets (
  scope INTEGER NOT NULL,
  grain INTEGER NOT NULL,
  step INTEGER NOT NULL,
  positive INTEGER NOT NULL,
  neutral INTEGER NOT NULL,
  negative INTEGER NOT NULL,
  uncertain INTEGER NOT NULL,
  PRIMARY KEY (scope, grain, step)
) WITHOUT ROWID, STRICT;

-- key: scope * 65536 + UTC day since 1970.
CREATE TABLE sketches (key INTEGER PRIMARY KEY, authors BLOB NOT NULL) STRICT;

CREATE TABLE claims (
  key TEXT PRIMARY KEY,
  claimed_at INTEGER NOT NULL,
  message INTEGER,
  settled INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX claims_by_time ON claims (settled, claimed_at);

CREATE TABLE reports (
  guild INTEGER NOT NULL,
  kind TEXT NOT NULL,
  window_from INTEGER NOT NULL,
  window_to INTEGER NOT NULL,
  facts TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  message INTEGER,
  PRIMARY KEY (guild, kind, window_from)
) WITHOUT ROWID, STRICT;

CREATE TABLE incidents (
  id INTEGER PRIMARY KEY,
  guild INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  resolved_at INTEGER,
  evidence TEXT NOT NULL,
  alert_channel INTEGER,
  message INTEGER
) STRICT;
CREATE UNIQUE INDEX incidents_open ON incidents (guild, channel) WHERE resolved_at IS NULL;
CREATE INDEX incidents_by_guild ON incidents (guild, opened_at);

CREATE TABLE settings (guild INTEGER PRIMARY KEY, data TEXT NOT NULL) STRICT;

-- Who opted out.
CREATE TABLE people (
  guild INTEGER NOT NULL,
  user INTEGER NOT NULL,
  PRIMARY KEY (guild, user)
) WITHOUT ROWID, STRICT;
`;
