// How the bot stops: every part ends, and nothing waits for a database or a Discord that does not answer.
import { endsWithin } from '../../flow/aborting.ts';
import { reasonOf } from '../../errors.ts';
import type { Base } from './base.ts';
import type { Reading } from './reading.ts';
import type { Reporting } from './reporting.ts';

/**
 * At the stop everything ends by itself, except what waits for a database or a Discord that does not answer: after so
 * long (milliseconds) it is left. What was to be written is durable already or is done again after the next start.
 */
const PATIENCE = 700;

/** The function that stops the bot: it never rejects, and stops once, however often it is called. */
export function createStop(
  { background, painter, client, clock, log }: Base,
  { judging }: Reading,
  { scheduler }: Reporting,
  stopping: AbortController,
): () => Promise<void> {
  async function stopAll(): Promise<void> {
    stopping.abort();
    const parts = [scheduler.stop(), judging.stop(), background.settled(), painter.close()];
    const ended = Promise.allSettled(parts).then((ends) => {
      for (const end of ends) {
        if (end.status === 'rejected') log.warn({ reason: reasonOf(end.reason) }, 'a part did not stop well');
      }
    });
    await endsWithin(ended, PATIENCE, clock);
    await endsWithin(client.destroy(), PATIENCE, clock);
  }

  let stopped: Promise<void> | null = null;
  return () => (stopped ??= stopAll());
}
