// What is no refusal: a client that left in the middle, or a fault of this server.
import type { Context } from 'hono';
import type { Log } from './log.ts';

/** The same sentence for all: whoever holds the log may count them. */
export function tellFailure(log: Log, error: Error, c: Context): void {
  const facts = { method: c.req.method, path: c.req.path };
  if (c.req.raw.signal.aborted) log.warn(facts, 'a client left in the middle of a request');
  else log.error({ ...facts, error: error.message }, 'the local server failed');
}
