// The listening part: gateway events go to the parts that read, interactions to the commands.
import type { Guild } from 'discord.js';
import {
  appCommands,
  createDrafts,
  createTurns,
  createUndos,
  handleInteraction,
  type CommandContext,
} from '../../commands/index.ts';
import { listen } from '../../events/index.ts';
import { guildId } from '../../ids.ts';
import type { Progress } from '../../llm/calibrating/selfCalibration.ts';
import { qualityOf, type Quality } from '../../llm/calibration.ts';
import type { Judge } from '../../llm/judge.ts';
import type { Model } from '../../llm/model.ts';
import type { Personas } from '../../llm/personas.ts';
import type { Roles } from '../../llm/role/runner.ts';
import type { Writer } from '../../llm/writer.ts';
import type { Health } from '../../store/health.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { targetRulesOf } from '../deliveries.ts';
import type { Base } from './base.ts';
import { readersOf } from './hearing.ts';
import type { Reading } from './reading.ts';
import type { Reporting } from './reporting.ts';

export interface ListeningOptions {
  readonly model: Model;
  readonly judge: Judge;
  readonly writer: Writer;
  readonly roles: Roles;
  readonly personas: Personas;
  /** How far the calibration has got; null while none is fitted. */
  readonly calibrating: () => Progress | null;
  /** Of the embedded file; null with MongoDB. */
  readonly health: Health | null;
  readonly firstSettings: (guild: Guild) => Partial<GuildSettings>;
}

/** To be called before the client connects, so that no event is missed. */
export function listenToDiscord(
  base: Base,
  reading: Reading,
  reporting: Reporting,
  options: ListeningOptions,
  context: CommandContext,
): void {
  const { client, store, clock, log, background, signal, config } = base;
  const reschedule = (id: string) => reporting.reschedule(guildId.parse(id));
  listen({
    client,
    store,
    clock,
    log,
    intake: reading.intake,
    backfill: reading.backfill,
    replies: reading.replies,
    background,
    enrollment: {
      store,
      clock,
      log,
      retentionDays: config.STORE_CONTENT ? config.RETENTION_DAYS : 0,
      readers: readersOf(config),
      firstSettings: options.firstSettings,
    },
    onEnrolled: reschedule,
    onLeft: reschedule,
    onInteraction: (interaction) => handleInteraction(interaction, appCommands, context),
    signal,
  });
}

/** What commands, and the mood view beside them, are given to work with. */
export function commandContext(
  { store, clock, log, deliveries, painter, config }: Base,
  { alerts, metrics, replies, intake }: Reading,
  { dailies, scheduler, reschedule }: Reporting,
  { model, judge, writer, roles, personas, calibrating, health }: ListeningOptions,
): CommandContext {
  const startedAt = clock.now();
  const { STORE_CONTENT: storeContent, RETENTION_DAYS: contentDays, HISTORY_DAYS: historyDays } = config;
  return {
    store,
    alerts,
    replies,
    voices: intake.voices,
    clock,
    log,
    retention: { storeContent, contentDays, historyDays },
    readers: readersOf(config),
    judge,
    writer,
    roles,
    personas,
    turns: createTurns(),
    undos: createUndos(),
    drafts: createDrafts(),
    reschedule,
    deliveries,
    dailies,
    painter,
    targetRules: targetRulesOf(config),
    health: () => health?.state() ?? null,
    status: async () => ({
      model: {
        ...{ id: model.id, preset: model.preset },
        calibration: qualityInForce(judge),
        calibrating: calibrating(),
      },
      store: store.kind,
      queue: await metrics.queue(),
      startedAt,
      failedJobs: await scheduler.failures(),
    }),
  };
}

function qualityInForce(judge: Judge): Quality | null {
  const calibration = judge.calibration();
  return calibration && qualityOf(calibration);
}
