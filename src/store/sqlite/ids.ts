/** Snowflakes as JSON numbers, which SQLite reads without loss. */
export const idsAsJson = (ids: readonly string[]) => `[${ids.join()}]`;
