// Schema 13. How many messages of a bucket are of each kind of negativity. What was judged before has none.
// From now on `verdict` of a message may hold more: + 16 * (1 + the number of its intent) + 128 * (1 + that of its kind).

export const kinds = `
ALTER TABLE buckets ADD COLUMN complaint INTEGER NOT NULL DEFAULT 0;
ALTER TABLE buckets ADD COLUMN hostility INTEGER NOT NULL DEFAULT 0;
ALTER TABLE buckets ADD COLUMN worry INTEGER NOT NULL DEFAULT 0;
ALTER TABLE buckets ADD COLUMN sadness INTEGER NOT NULL DEFAULT 0;
`;
