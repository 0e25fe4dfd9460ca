// Work that begins once the bot is connected and goes on by itself until it stops.
import type { Client } from 'discord.js';
import { appCommands } from '../../commands/index.ts';
import { registerCommands } from '../../discord/registering.ts';
import { HOUR, MINUTE } from '../../mood/window.ts';
import { eraseLeft } from '../../pipeline/enroll.ts';
import { REPORT_EVERY } from '../../pipeline/metrics.ts';
import { untilStoreAnswers } from '../../pipeline/storeAway.ts';
import { resumeReplies } from '../../pipeline/unfinished.ts';
import type { Base } from './base.ts';
import type { Reading } from './reading.ts';
import type { Reporting } from './reporting.ts';

/** How often the bot checks whether an incident is over. */
const SETTLE_EVERY = MINUTE;
/** How often unfinished answers are taken up again, for example after Discord could not be reached. */
const RESUME_EVERY = MINUTE / 2;

/** Resolves when jobs run and everything else has begun. Throws what Discord and the store throw. */
export async function beginWork(
  client: Client<true>,
  base: Base,
  { alerts, watcher, replies, metrics, intake }: Reading,
  { scheduler }: Reporting,
): Promise<void> {
  const { store, clock, log, background, deliveries, signal } = base;
  const every = (everyMs: number) => ({ everyMs, clock, signal });

  await registerCommands(
    client,
    appCommands.map(({ data }) => data),
    log,
  );
  await scheduler.schedule('expire', null, { everyMs: HOUR });
  await scheduler.start();
  await alerts.resume();
  background.run('raising what was not raised', () =>
    untilStoreAnswers('alerts', () => watcher.resume(), { clock, log, signal }),
  );
  background.repeat('watching incidents', () => watcher.settle(), every(SETTLE_EVERY));
  background.repeat('keeping alerts current', () => alerts.refresh(), every(SETTLE_EVERY));
  const resume = () => resumeReplies(client, { claims: store.claims, replies, log });
  background.repeat('unfinished answers', resume, every(RESUME_EVERY));
  background.run('voice messages that were not heard', () =>
    untilStoreAnswers('voice messages', () => intake.voices.resume(client), { clock, log, signal }),
  );
  background.repeat('erasing servers that were left', () => eraseLeft({ store, clock, log }), every(HOUR));
  background.run('deliveries', () => deliveries.run());
  background.repeat('reporting how judging keeps up', () => metrics.report(), every(REPORT_EVERY));
}
