// The reading part: messages come in, are stored, judged and answered, and spikes become alerts.
import { createFileReader } from '../../discord/attachments.ts';
import { createDownload } from '../../discord/downloads.ts';
import type { Judge } from '../../llm/judge.ts';
import type { Model } from '../../llm/model.ts';
import type { Responder } from '../../llm/responder.ts';
import { createAlerts, type Alerts } from '../../pipeline/alerts.ts';
import { createBackfill, type Backfill } from '../../pipeline/backfill.ts';
import { createIntake, type Intake } from '../../pipeline/intake.ts';
import { noteJudge } from '../../pipeline/judgeChange.ts';
import { startJudging, type Judging } from '../../pipeline/judging.ts';
import { createMetrics, type Metrics } from '../../pipeline/metrics.ts';
import { incidentPictures } from '../../pipeline/pictures.ts';
import { withoutPolls } from '../../pipeline/polls.ts';
import { createReactions } from '../../pipeline/reactions.ts';
import { createReplies, type Replies } from '../../pipeline/replies.ts';
import { isAnswerable } from '../../pipeline/replyTarget.ts';
import { createWatcher, type Watcher } from '../../pipeline/watcher.ts';
import type { StoredMessage, Tag } from '../../store/store.ts';
import { openAssistant } from './assistant.ts';
import type { Base } from './base.ts';
import { openHearing } from './hearing.ts';

export interface ReadingOptions {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
  /** Called with every stored verdict. */
  readonly onTag: (message: StoredMessage, tag: Tag) => void;
}

export interface Reading {
  readonly alerts: Alerts;
  readonly watcher: Watcher;
  readonly judging: Judging;
  readonly metrics: Metrics;
  readonly replies: Replies;
  readonly intake: Intake;
  readonly backfill: Backfill;
}

/** Judging begins at once, with what waits in the store. */
export function openReading(base: Base, { model, judge, responder, onTag }: ReadingOptions): Reading {
  const { client, store, clock, log, background, deliveries, painter, signal } = base;
  const waiting = { clock, log, signal };

  const chart = incidentPictures(painter, store, () => clock.now());
  const alerts = createAlerts({ client, store, clock, log, background, deliveries, chart });
  const watcher = createWatcher({ store, clock, alerts });
  const reactions = createReactions({ client, store, background });
  const judging = startJudging({
    queue: store.queue,
    judge: withoutPolls(judge),
    clock,
    log,
    batchSize: model.batchSize,
    onJudged: async (message, tag) => {
      onTag(message, tag);
      await reactions.show(message, tag.verdict);
      await noteJudge({ settings: store.settings, clock, log }, message.guildId, judge.version());
      await watcher.see(message, tag.verdict);
    },
    onUnseen: (messages) => watcher.forget(messages),
  });
  const metrics = createMetrics({ queue: store.queue, judging, judge, clock, log });

  const download = createDownload({ fetch, apiUrl: base.apiUrl, clock });
  const readFile = createFileReader({ download, log });
  const hearing = openHearing(base, download);
  const assistant = openAssistant(base, { model, judge, responder });
  const replies = createReplies({ store, assistant, judge, readFile, hearing, background, ...waiting });
  const intake = createIntake({
    store,
    consider: (message) => (isAnswerable(message) ? replies.consider(message) : Promise.resolve()),
    hearing,
    background,
    wake: () => judging.wake(),
    onGap: () => background.run('reading back a gap', () => backfill.fill()),
    ...waiting,
  });
  const backfill = createBackfill({ client, store, receive: intake.readBack, ...waiting });
  return { alerts, watcher, judging, metrics, replies, intake, backfill };
}
