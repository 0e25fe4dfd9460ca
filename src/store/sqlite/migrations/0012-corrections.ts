// Schema 12. The label that a moderator said is right: its number, as in `verdict`; null: nobody corrected it.

export const corrections = `
ALTER TABLE messages ADD COLUMN corrected INTEGER;
CREATE INDEX messages_corrected ON messages (server, created_at, id) WHERE corrected IS NOT NULL;
`;
