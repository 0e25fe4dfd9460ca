// Schema 6. An incident's id is never used again, not even after its server was erased: posts and claims contain it.

export const incidentIds = `
CREATE TABLE incidents_anew (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  guild INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  resolved_at INTEGER,
  evidence TEXT NOT NULL,
  alert_channel INTEGER,
  message INTEGER,
  state TEXT NOT NULL DEFAULT 'open',
  revision INTEGER NOT NULL DEFAULT 1,
  shown INTEGER NOT NULL DEFAULT 1,
  lead INTEGER,
  details TEXT NOT NULL DEFAULT '{}'
) STRICT;
-- The highest id that was ever posted goes first.
INSERT INTO incidents_anew (id, guild, channel, opened_at, evidence)
  SELECT MAX(CAST(substr(key, 7) AS INTEGER)), 0, 0, 0, '' FROM claims WHERE key GLOB 'alert:[0-9]*'
  HAVING COUNT(*) > 0;
DELETE FROM incidents_anew;
INSERT INTO incidents_anew
  (id, guild, channel, opened_at, resolved_at, evidence, alert_channel, message, state, revision, shown, lead, details)
  SELECT id, guild, channel, opened_at, resolved_at, evidence, alert_channel, message, state, revision, shown, lead, details
  FROM incidents;
DROP TABLE incidents;
ALTER TABLE incidents_anew RENAME TO incidents;
CREATE UNIQUE INDEX incidents_open ON incidents (guild, channel) WHERE resolved_at IS NULL;
CREATE INDEX incidents_by_guild ON incidents (guild, opened_at);
CREATE INDEX incidents_by_channel ON incidents (guild, channel, opened_at);
CREATE INDEX incidents_by_lead ON incidents (lead) WHERE lead IS NOT NULL;
CREATE INDEX incidents_unshown ON incidents (id) WHERE shown = 0;
`;
