// Schema 3. Incidents have a life: a state, who did what when, and others that share their message.
// details: JSON {snoozed, slowMode, history}. shown: the message says what this revision holds.

export const incidentLife = `
ALTER TABLE incidents ADD COLUMN state TEXT NOT NULL DEFAULT 'open';
ALTER TABLE incidents ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE incidents ADD COLUMN shown INTEGER NOT NULL DEFAULT 1;
ALTER TABLE incidents ADD COLUMN lead INTEGER;
ALTER TABLE incidents ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
UPDATE incidents SET state = 'resolved' WHERE resolved_at IS NOT NULL;
CREATE INDEX incidents_by_channel ON incidents (guild, channel, opened_at);
CREATE INDEX incidents_by_lead ON incidents (lead) WHERE lead IS NOT NULL;
CREATE INDEX incidents_unshown ON incidents (id) WHERE shown = 0;
`;
