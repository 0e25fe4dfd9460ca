// Opens the other parts while the weights are read, then starts the bot, and the demo if asked.
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { inviteLink } from '../discord/invite.ts';
import type { BarometerError } from '../errors.ts';
import type { Log } from '../log.ts';
import { playDemo } from '../demo/play.ts';
import { tellOfDamage } from '../pipeline/damage.ts';
import { startBot } from './bot.ts';
import type { Brain } from './brain.ts';
import type { Closing } from './closing.ts';
import { localSettings, startPreview } from './preview.ts';
import { withJudge } from '../store/judged.ts';
import { openStorage } from './storage.ts';

export interface StartOptions {
  readonly config: Config;
  readonly log: Log;
  readonly closing: Closing;
  /** Being opened; closed by who opened it. */
  readonly brain: Promise<Brain>;
  readonly isDemo: boolean;
  /** Ends the program in order and says why: for faults that another try cannot mend. */
  readonly end: (cause: BarometerError) => void;
}

export async function start({
  config,
  log,
  closing,
  brain: opening,
  isDemo,
  end,
}: StartOptions): Promise<void> {
  const { store, backend, embedded } = await openStorage(config, log);
  closing.add('the store', () => store.close());
  if (embedded) closing.add('the check of the database', () => embedded.check.stop());
  const preview = config.DISCORD_TOKEN ? null : await startPreview(config, log, store);
  if (preview) closing.add('the local server', () => preview.close());
  const brain = await opening;
  await embedded?.check.wait();

  const client = await startBot({
    config,
    token: config.DISCORD_TOKEN ?? preview?.token ?? '',
    apiUrl: preview?.apiUrl ?? config.DISCORD_API_URL,
    clock: systemClock,
    log,
    store: withJudge(store, () => brain.judge.calibration()?.confusion),
    page: preview?.url ?? null,
    backend,
    health: embedded?.health ?? null,
    model: brain.model,
    judge: brain.judge,
    calibrating: brain.calibration.progress,
    responder: brain.responder,
    writer: brain.writer,
    firstSettings: preview ? localSettings : () => ({}),
    onStop: (stop) => closing.add('the bot', stop, 2000),
    onEnd: end,
    onTag: (message, tag) => preview?.onTag(message, tag),
  });
  if (config.SELF_CALIBRATION) brain.calibration.start();
  void embedded?.health.damaged.then(async (damage) => {
    await tellOfDamage({ client, settings: store.settings, clock: systemClock, log });
    end(damage);
  });
  log.info(`${client.user.username} is ready, with ${brain.model.id} and ${store.kind}`);
  if (!preview) {
    log.info(`Invite it: ${inviteLink(client.application.id)}`);
    return;
  }
  log.info(`Open ${preview.url} in your browser`);
  if (!isDemo) return;
  const stopping = new AbortController();
  closing.add('the demo', () => stopping.abort());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  await playDemo({ url: preview.url, timeZone, clock: systemClock, log, signal: stopping.signal });
}
