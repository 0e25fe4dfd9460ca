// Schema 10. How long an announced event goes on, in milliseconds; 0: a moment.

export const eventLengths = `
ALTER TABLE events ADD COLUMN lasts INTEGER NOT NULL DEFAULT 0;
`;
