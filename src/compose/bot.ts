// The bot: every part built once and handed to those that need it.
import type { Client, Guild } from 'discord.js';
import { orAborted } from '../aborting.ts';
import type { Clock } from '../clock.ts';
import { commands, handleInteraction, type CommandContext } from '../commands/index.ts';
import type { Config } from '../config.ts';
import { createFileReader } from '../discord/attachments.ts';
import { connect, createClient } from '../discord/client.ts';
import { onGatewayEnd } from '../discord/gatewayEnd.ts';
import { reasonOf, type BarometerError } from '../errors.ts';
import { listen } from '../events/index.ts';
import { guildId } from '../ids.ts';
import { createScheduler, type JobsBackend } from '../jobs/agenda/index.ts';
import { cloudJob } from '../jobs/cloud.ts';
import { dailyJob } from '../jobs/daily.ts';
import { expireJob } from '../jobs/expire.ts';
import { markJob } from '../jobs/marks.ts';
import { parseSchedule, planOf } from '../jobs/schedule.ts';
import { summaryJob } from '../jobs/summary.ts';
import type { Judge } from '../llm/judge.ts';
import type { Model } from '../llm/model.ts';
import type { Responder } from '../llm/responder.ts';
import type { Writer } from '../llm/writer.ts';
import type { Log } from '../log.ts';
import { HOUR } from '../mood/window.ts';
import { createAlerts } from '../pipeline/alerts.ts';
import { createBackfill } from '../pipeline/backfill.ts';
import { createBackground } from '../pipeline/background.ts';
import { eraseLeft } from '../pipeline/enroll.ts';
import { createDailies } from '../pipeline/daily/report.ts';
import { createIntake } from '../pipeline/intake.ts';
import { startJudging } from '../pipeline/judging.ts';
import { createMetrics, REPORT_EVERY } from '../pipeline/metrics.ts';
import { incidentPictures } from '../pipeline/pictures.ts';
import { createReactions } from '../pipeline/reactions.ts';
import { createReplies } from '../pipeline/replies.ts';
import { isAnswerable } from '../pipeline/replyTarget.ts';
import { whenStored } from '../pipeline/storeAway.ts';
import { resumeReplies } from '../pipeline/unfinished.ts';
import { createWatcher } from '../pipeline/watcher.ts';
import { createPainter } from '../report/charts/painter.ts';
import type { Health } from '../store/health.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Store, StoredMessage, Tag } from '../store/store.ts';
import { openDeliveries, targetRulesOf } from './deliveries.ts';
import { createTimetables } from './timetables.ts';

export interface BotOptions {
  readonly config: Config;
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly backend: JobsBackend;
  /** Of the embedded file; null with MongoDB. */
  readonly health: Health | null;
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
  readonly writer: Writer;
  readonly firstSettings: (guild: Guild) => Partial<GuildSettings>;
  /** Given, before the bot connects, what finishes what is being written, drains jobs and disconnects. */
  readonly onStop: (stop: () => Promise<void>) => void;
  /** The bot can do nothing any more: called, once it was ready, when Discord ended its session for good. */
  readonly onEnd: (cause: BarometerError) => void;
  /** Hears of every stored verdict. */
  readonly onTag: (message: StoredMessage, tag: Tag) => void;
}

/**
 * At the stop everything ends by itself, except what waits for a database or a Discord that does not answer: after so
 * long (milliseconds) it is left. What was to be written is durable already or is done again after the next start.
 */
const PATIENCE = 700;
/** How often it is asked whether an incident is over. */
const SETTLE_EVERY = 60_000;
/** How often answers are taken up that broke off, as where Discord could not be reached for a moment. */
const RESUME_EVERY = 30_000;

/** Throws what `connect` throws; what was started by then is stopped. */
export async function startBot(options: BotOptions): Promise<Client<true>> {
  const { config, clock, log, store, backend, model, judge, responder, writer } = options;
  const stopping = new AbortController();
  const startedAt = clock.now();
  const background = createBackground(log, stopping.signal);
  background.run('getting ready to judge', () => orAborted(judge.judge([]), stopping.signal));
  const client = createClient(options.apiUrl, config.SHARDS);

  const deliveries = openDeliveries({ config, client, store, clock, log, signal: stopping.signal });
  const painter = createPainter({ log, clock });
  const chart = incidentPictures(painter, store, () => clock.now());
  const alerts = createAlerts({ client, store, clock, log, background, deliveries, chart });
  const watcher = createWatcher({ store, clock, alerts });
  const reactions = createReactions({ client, store, background });
  const judging = startJudging({
    messages: store.queue,
    judge,
    clock,
    log,
    batchSize: model.batchSize,
    onJudged: async (message, tag) => {
      options.onTag(message, tag);
      await reactions.show(message, tag.verdict);
      await watcher.see(message, tag.verdict);
    },
    onUnseen: (messages) => watcher.forget(messages),
  });
  const metrics = createMetrics({
    messages: store.queue,
    judging,
    judge,
    clock,
    log,
  });
  const waiting = { clock, log, signal: stopping.signal };
  const readFile = createFileReader({ fetch, apiUrl: options.apiUrl, clock, log });
  const replies = createReplies({ store, responder, judge, readFile, background, ...waiting });
  const fillGaps = () => background.run('reading back a gap', () => backfill.fill());
  const intake = createIntake({
    store,
    consider: (message) => (isAnswerable(message) ? replies.consider(message) : Promise.resolve()),
    wake: () => judging.wake(),
    onGap: fillGaps,
    ...waiting,
  });
  const backfill = createBackfill({ client, store, receive: intake.readBack, ...waiting });
  const retentionDays = config.RETENTION_DAYS;
  const historyDays = config.HISTORY_DAYS;
  const dailies = createDailies({ client, store, clock, log, writer, painter });
  const reporting = { client, store, clock, log, judging, deliveries };
  const jobs = [
    summaryJob({ ...reporting, painter }),
    cloudJob({ ...reporting, painter }),
    markJob({ client, store, clock, log, judging }),
    dailyJob({ ...reporting, dailies }),
    expireJob({ store, clock, retentionDays, historyDays }),
  ];
  const scheduler = createScheduler({ backend, jobs, log, clock });

  const reschedule = createTimetables({ settings: store.settings, scheduler, ...waiting });

  const context: CommandContext = {
    store,
    alerts,
    clock,
    log,
    retention: { storeContent: config.STORE_CONTENT, contentDays: retentionDays, historyDays },
    reschedule,
    planOf,
    deliveries,
    dailies,
    targetRules: targetRulesOf(config),
    status: async () => ({
      model: { id: model.id, preset: model.preset, calibrated: judge.calibrated() },
      store: store.kind,
      health: options.health?.state() ?? null,
      queue: await metrics.queue(),
      startedAt,
      failedJobs: await scheduler.failures(),
    }),
  };

  listen({
    client,
    store,
    clock,
    log,
    intake,
    backfill,
    replies,
    background,
    enrollment: {
      store,
      clock,
      log,
      retentionDays: config.STORE_CONTENT ? retentionDays : 0,
      firstSettings: options.firstSettings,
    },
    onEnrolled: (id) => reschedule(guildId.parse(id)),
    onLeft: (id) => reschedule(guildId.parse(id)),
    onInteraction: (interaction) => handleInteraction(interaction, commands, context),
    signal: stopping.signal,
  });

  const every = (everyMs: number) => ({ everyMs, clock, signal: stopping.signal });

  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= stopAll());
  options.onStop(stop);

  async function stopAll(): Promise<void> {
    stopping.abort();
    const parts = [scheduler.stop(), judging.stop(), background.settled(), painter.close()];
    const ended = Promise.allSettled(parts).then((ends) => {
      for (const end of ends) {
        if (end.status === 'rejected') log.warn({ reason: reasonOf(end.reason) }, 'a part did not stop well');
      }
    });
    await atMost(PATIENCE, ended);
    await atMost(PATIENCE, client.destroy());
  }

  async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
    const over = new AbortController();
    const late = clock.wait(ms, over.signal).catch(() => undefined);
    await Promise.race([work, late]).finally(() => over.abort());
  }

  try {
    const ready = await connect(client, options.token);
    onGatewayEnd(client, options.onEnd);
    stopping.signal.throwIfAborted();
    await ready.application.commands.set(commands.map(({ data }) => data));
    await scheduler.schedule('expire', null, { everyMs: HOUR });
    await scheduler.start();
    await alerts.resume();
    background.run('raising what was not raised', () =>
      whenStored('alerts', () => watcher.resume(), waiting),
    );
    background.repeat('watching incidents', () => watcher.settle(), every(SETTLE_EVERY));
    background.repeat('keeping alerts current', () => alerts.refresh(), every(SETTLE_EVERY));
    const unfinished = () => resumeReplies(ready, { claims: store.claims, replies, log });
    background.repeat('unfinished answers', unfinished, every(RESUME_EVERY));
    background.repeat('erasing servers that were left', () => eraseLeft({ store, clock, log }), every(HOUR));
    background.run('deliveries', () => deliveries.run());
    background.repeat('reporting how judging keeps up', metrics.report, every(REPORT_EVERY));
    return ready;
  } catch (error) {
    await stop();
    throw error;
  }
}
