// One copy of the bot: its store, its mood view, its local server where it has no token, and what they are opened with.
import type { Client } from 'discord.js';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { BarometerError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Health } from '../store/health.ts';
import { withJudge } from '../store/judged.ts';
import type { Store } from '../store/store.ts';
import { startBot } from './bot.ts';
import type { Brain } from './brain.ts';
import type { Closing } from './closing.ts';
import { createMoodView, type MoodView } from './moodView.ts';
import type { Ops } from './ops.ts';
import { localSettings, startPreview, type Mounts, type Preview } from './preview.ts';
import type { Rehearsal } from './rehearsal.ts';
import { openStorage } from './storage.ts';

export interface CopyOptions {
  readonly config: Config;
  readonly log: Log;
  /** Gets everything that is opened here. */
  readonly closing: Closing;
  /** Being opened; closed by who opened it. */
  readonly brain: Promise<Brain>;
  readonly ops: Ops;
  /** The demo that is played on it; null: none. */
  readonly rehearsal: Rehearsal | null;
  /** What the local server has besides. */
  readonly mounts: Mounts;
  /** Called early, as soon as people can open its page. */
  readonly onPage: (url: string) => void;
  /** Ends the copy in order and says why: for faults that another try cannot mend. */
  readonly end: (cause: BarometerError) => void;
}

export interface Copy {
  readonly client: Client<true>;
  readonly brain: Brain;
  readonly store: Store;
  readonly view: MoodView;
  /** Null: it speaks to Discord. */
  readonly preview: Preview | null;
  /** Of the embedded file; null with MongoDB. */
  readonly health: Health | null;
}

/** Resolves when the bot is ready. Throws what openStorage, startPreview and startBot throw. */
export async function startCopy(options: CopyOptions): Promise<Copy> {
  const { config, log, closing, ops, rehearsal } = options;
  const { store, backend, embedded } = await openStorage(config, log, ops.instruments.store);
  closing.add('the store', () => store.close());
  if (embedded) closing.add('the check of the database', () => embedded.check.stop());
  const view = createMoodView(config);
  closing.add('the mood view', () => view.close());
  const clock = rehearsal?.clock ?? systemClock;
  const mounts = { ...view.mounts, ...rehearsal?.mounts, ...options.mounts };
  const preview = config.DISCORD_TOKEN ? null : await startPreview(config, log, store, clock, mounts);
  if (preview) {
    closing.add('the local server', () => preview.close());
    options.onPage(preview.url);
  }
  const brain = await options.brain;
  await embedded?.check.wait();

  const client = await startBot({
    config,
    token: config.DISCORD_TOKEN ?? preview?.token ?? '',
    apiUrl: preview?.apiUrl ?? config.DISCORD_API_URL,
    clock,
    log,
    store: withJudge(store, () => brain.judge.calibration()?.confusion),
    page: preview?.url ?? null,
    backend,
    health: embedded?.health ?? null,
    model: brain.model,
    judge: rehearsal?.judging(brain.judge) ?? brain.judge,
    calibrating: brain.calibration.progress,
    responder: brain.responder,
    writer: brain.writer,
    roles: brain.roles,
    personas: brain.personas,
    firstSettings: (guild) => (preview ? { ...localSettings(guild), ...rehearsal?.settings } : {}),
    onStop: (stop) => closing.add('the bot', stop, 2000),
    onEnd: options.end,
    ops,
    onParts: (parts, context, board) => view.open(parts, context, board),
    onTag(message, tag) {
      ops.instruments.tagged(message, tag);
      preview?.onTag(message, tag);
      view.onTag(message);
    },
  });
  return { client, brain, store, view, preview, health: embedded?.health ?? null };
}
