// Schema 7. Reports say how they ended. They no longer hold their text: nobody read it, and it was about people.
// settled_at: null while the report waits to be posted. reason: why it was given up.

export const reportEnds = `
ALTER TABLE reports DROP COLUMN facts;
ALTER TABLE reports ADD COLUMN settled_at INTEGER;
ALTER TABLE reports ADD COLUMN reason TEXT;
-- Of those never posted, only the latest of its kind was ever tried again.
UPDATE reports SET settled_at = created_at WHERE message IS NOT NULL OR EXISTS (
  SELECT 1 FROM reports AS later
  WHERE later.guild = reports.guild AND later.kind = reports.kind AND later.window_from > reports.window_from
);
CREATE INDEX reports_waiting ON reports (guild, kind, window_from) WHERE settled_at IS NULL;
CREATE INDEX reports_given_up ON reports (guild, settled_at) WHERE reason IS NOT NULL;
CREATE INDEX reports_by_age ON reports (created_at);
`;
