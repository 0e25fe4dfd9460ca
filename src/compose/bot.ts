// The bot: every part built once and handed to those that need it.
import type { Client, Guild } from 'discord.js';
import type { Clock } from '../clock.ts';
import { commands, handleInteraction, type CommandContext } from '../commands/index.ts';
import type { Config } from '../config.ts';
import { connect, createClient } from '../discord/client.ts';
import { listen } from '../events/index.ts';
import { guildId, type GuildId } from '../ids.ts';
import { createScheduler, type JobsBackend } from '../jobs/agenda/index.ts';
import { cloudJob } from '../jobs/cloud.ts';
import { dailyJob } from '../jobs/daily.ts';
import { expireJob } from '../jobs/expire.ts';
import { markJob } from '../jobs/marks.ts';
import { parseSchedule } from '../jobs/schedule.ts';
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
import { createLanes } from '../pipeline/lanes.ts';
import { createMetrics } from '../pipeline/metrics.ts';
import { incidentPicture } from '../pipeline/pictures.ts';
import { createReactions } from '../pipeline/reactions.ts';
import { createReplies } from '../pipeline/replies.ts';
import { isAnswerable } from '../pipeline/replyTarget.ts';
import { whenStored } from '../pipeline/storeAway.ts';
import { resumeReplies } from '../pipeline/unfinished.ts';
import { createWatcher } from '../pipeline/watcher.ts';
import { createPainter } from '../report/charts/painter.ts';
import type { Health } from '../store/health.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { Incident, Store, StoredMessage, Tag } from '../store/store.ts';
import { openDeliveries, targetRulesOf } from './deliveries.ts';

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
  /** Hears of every stored verdict. */
  readonly onTag: (message: StoredMessage, tag: Tag) => void;
}

/** How often it is asked whether an incident is over. */
const SETTLE_EVERY = 60_000;
/** How often answers are taken up that broke off, as where Discord could not be reached for a moment. */
const RESUME_EVERY = 30_000;

/** Throws what `connect` throws; what was started by then is stopped. */
export async function startBot(options: BotOptions): Promise<Client<true>> {
  const { config, clock, log, store, backend, model, judge, responder, writer } = options;
  const stopping = new AbortController();
  const startedAt = clock.now();
  const background = createBackground(log);
  background.run('getting ready to judge', () => judge.judge([]));
  const client = createClient(options.apiUrl, config.SHARDS);

  const deliveries = openDeliveries({ config, client, store, clock, log, signal: stopping.signal });
  const painter = createPainter({ log, clock });
  const chart = (incident: Incident) => incidentPicture(painter, store, incident, clock.now());
  const alerts = createAlerts({ client, store, clock, log, background, deliveries, chart });
  const watcher = createWatcher({ store, clock, alerts });
  const reactions = createReactions({ client, store, background });
  const judging = startJudging({
    messages: store.messages,
    judge,
    clock,
    log,
    batchSize: model.batchSize,
    onJudged: async (message, tag) => {
      options.onTag(message, tag);
      await reactions.show(message, tag.verdict);
      await watcher.see(message, tag.verdict.label);
    },
    onUnseen: (messages) => watcher.forget(messages),
  });
  const metrics = createMetrics({
    messages: store.messages,
    judging,
    judge,
    clock,
    log,
    signal: stopping.signal,
  });
  const replies = createReplies({ store, responder, judge, clock, log, background, signal: stopping.signal });
  const waiting = { clock, log, signal: stopping.signal };
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
  const jobs = [
    summaryJob({ client, store, clock, judging, deliveries, painter }),
    cloudJob({ client, store, clock, judging, painter }),
    markJob({ client, store, clock, log, judging }),
    dailyJob({ client, store, clock, judging, dailies, deliveries }),
    expireJob({ store, clock, retentionDays, historyDays }),
  ];
  const scheduler = createScheduler({ backend, jobs, log, clock });

  const timetables = createLanes();
  /** Of one server one after the other, so that the last change of its settings is the one in force. */
  const reschedule = async (id: GuildId) => {
    await timetables.enter(id, () => whenStored('a timetable', () => bringInLine(id), waiting), Infinity);
  };

  async function bringInLine(id: GuildId): Promise<void> {
    const settings = await store.settings.get(id);
    const { timeZone, leftAt } = settings;
    for (const [name, text] of [
      ['summary', settings.summarySchedule],
      ['daily', settings.dailySchedule],
      ['cloud', settings.cloudSchedule],
      ['marks', settings.markSchedule],
    ] as const) {
      const schedule = leftAt === null ? parseSchedule(text, timeZone) : null;
      await (schedule ? scheduler.schedule(name, id, schedule) : scheduler.cancel(name, id));
    }
  }

  const context: CommandContext = {
    store,
    alerts,
    clock,
    log,
    retention: { storeContent: config.STORE_CONTENT, contentDays: retentionDays, historyDays },
    reschedule,
    parseSchedule: (text, timeZone) => parseSchedule(text, timeZone),
    deliveries,
    dailies,
    targetRules: targetRulesOf(config),
    health: () => options.health?.state() ?? null,
    status: async () => ({
      model: { id: model.id, preset: model.preset, calibrated: judge.calibrated() },
      store: store.kind,
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
    await scheduler.stop();
    await judging.stop();
    await background.settled();
    await painter.close();
    await client.destroy();
  }

  try {
    const ready = await connect(client, options.token);
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
    background.run('reporting how judging keeps up', metrics.report);
    return ready;
  } catch (error) {
    await stop();
    throw error;
  }
}
