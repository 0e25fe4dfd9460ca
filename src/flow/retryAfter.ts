// The Retry-After header, by which a server says when to ask again.

/** Milliseconds from `now` (milliseconds since 1970); null where there is no header, or none that can be understood. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  // HTTP knows whole seconds and dates; some servers send decimals.
  const seconds = /^\s*(\d+(?:\.\d+)?)\s*$/.exec(header)?.[1];
  const ms = seconds === undefined ? Date.parse(header) - now : Number(seconds) * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
