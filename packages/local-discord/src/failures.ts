// Logs a request that failed without a refusal: its client left, or this server has a fault.
import type { Context } from 'hono';
import type { Log } from './log.ts';

/** The sentence is always the same, so that a log can count repetitions. */
export function tellFailure(log: Log, error: Error, c: Context): void {
  const facts = { method: c.req.method, path: c.req.path };
  if (c.req.raw.signal.aborted) log.warn(facts, 'a client left in the middle of a request');
  else log.error({ ...facts, error: error.message }, 'the local server failed');
}
