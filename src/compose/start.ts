// Starts the bot while the weights are read, and plays the demo if asked, there or beside it.
import { systemClock } from '../clock.ts';
import { inviteLink } from '../discord/invite.ts';
import { tellOfDamage } from '../pipeline/damage.ts';
import { startCopy, type CopyOptions } from './copy.ts';
import { MOOD_PATH } from './moodView.ts';
import { createStory } from './story.ts';

export interface StartOptions extends Omit<CopyOptions, 'rehearsal' | 'mounts' | 'onPage'> {
  readonly isDemo: boolean;
}

export async function start({ isDemo, ...options }: StartOptions): Promise<void> {
  const { config, log, closing, end } = options;
  // A bot without a demo reads none of its story.
  const rehearsal = isDemo ? (await import('./rehearsal.ts')).createRehearsal(systemClock) : null;
  const story =
    isDemo || config.DISCORD_TOKEN
      ? null
      : createStory({ config, log, brain: options.brain, clock: systemClock });
  if (story) closing.add('the story', () => story.close());
  const { client, brain, store, view, preview, health } = await startCopy({
    ...options,
    rehearsal,
    mounts: story?.mounts ?? {},
    onPage: () => undefined,
  });

  if (config.SELF_CALIBRATION) brain.calibration.start();
  void health?.damaged.then(async (damage) => {
    await tellOfDamage({ client, settings: store.settings, clock: systemClock, log });
    end(damage);
  });
  log.info(`${client.user.username} is ready, with ${brain.model.id} and ${store.kind}`);
  const viewed = await view.listen();
  if (viewed !== null) log.info(`The mood view: ${viewed}`);
  if (!preview) {
    log.info(`Invite it: ${inviteLink(client.application.id)}`);
    return;
  }
  log.info(`Open ${preview.url} in your browser; the mood at a glance is at ${preview.url}${MOOD_PATH}/`);
  if (!rehearsal) return;
  const stopping = new AbortController();
  closing.add('the demo', () => stopping.abort());
  await rehearsal.play(preview.url, log, stopping.signal);
}
