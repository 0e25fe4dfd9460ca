// Schema 11. Slow mode that ends by itself is found without reading every incident.

export const slowModeEnds = `
CREATE INDEX incidents_by_slow_mode_end ON incidents (json_extract(details, '$.slowMode.until'))
  WHERE json_extract(details, '$.slowMode.until') IS NOT NULL;
`;
