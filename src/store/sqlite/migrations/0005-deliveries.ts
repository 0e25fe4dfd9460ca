// Schema 5. The outbox. due_at: set while it waits. settled_at: set when it arrived, or, with a reason, was given up.

export const deliveries = `
CREATE TABLE deliveries (
  key TEXT PRIMARY KEY,
  guild INTEGER NOT NULL,
  target TEXT NOT NULL,
  letter TEXT NOT NULL,
  at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  due_at INTEGER,
  settled_at INTEGER,
  reason TEXT
) WITHOUT ROWID, STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_settled ON deliveries (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX deliveries_by_guild ON deliveries (guild, settled_at);
`;
