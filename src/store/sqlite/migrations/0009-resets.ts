// Schema 9. Where conversations with the bot begin anew; guild is null in direct messages, at is a snowflake.

export const resets = `
CREATE TABLE resets (
  channel INTEGER NOT NULL,
  user INTEGER NOT NULL,
  guild INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (channel, user)
) WITHOUT ROWID, STRICT;
CREATE INDEX resets_by_person ON resets (guild, user);
CREATE INDEX resets_by_time ON resets (at);
`;
