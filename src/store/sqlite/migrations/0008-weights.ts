// Schema 8. Buckets also hold what their messages weigh as negative ones, in 64ths: what an alert rests on.
// A verdict's bit 8 says that the message was one word or emoji; older verdicts do not have it.

export const weights = `
ALTER TABLE buckets ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;
CREATE TEMP TABLE weighed AS
  SELECT channel, server, created_at / 900000 AS step,
    SUM(CASE verdict WHEN 4 THEN MIN(64, MAX(0, 64 * (negative - 500000) / 250000)) ELSE 0 END) AS weight
  FROM messages WHERE verdict IS NOT NULL GROUP BY channel, step;
CREATE TEMP TABLE weights (scope INTEGER, grain INTEGER, step INTEGER, weight INTEGER, PRIMARY KEY (scope, grain, step));
INSERT INTO weights SELECT channel, 0, step, weight FROM weighed;
INSERT INTO weights SELECT server, 0, step, SUM(weight) FROM weighed GROUP BY server, step;
INSERT INTO weights SELECT scope, 1, step / 4, SUM(weight) FROM weights WHERE grain = 0 GROUP BY scope, step / 4;
INSERT INTO weights SELECT scope, 2, step / 96, SUM(weight) FROM weights WHERE grain = 0 GROUP BY scope, step / 96;
-- Where the messages are gone, their negative verdicts count in full.
UPDATE buckets SET weight = COALESCE((SELECT w.weight FROM weights w
  WHERE w.scope = buckets.scope AND w.grain = buckets.grain AND w.step = buckets.step), 64 * negative);
DROP TABLE weights;
DROP TABLE weighed;
`;
