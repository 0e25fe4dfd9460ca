// What the parts of the rehearsal share: the stage, the bot as it is seen, captions, and the hands of its people.
import type { APIMessage } from 'discord-api-types/v10';
import type { Caption } from 'local-discord';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { RehearsalError, type Answer, type Control } from './control.ts';
import type { Feed } from './feed.ts';
import { buttonOf, type Seen } from './seen.ts';
import type { Stage } from './stage.ts';
import type { StoryClock } from './storyClock.ts';
import { CHANNELS } from './story.ts';

/** The captions, by their place in the story; some places have two, one after the other. */
const CAPTIONS = {
  calm: 1,
  outage: 2,
  alert: 3,
  acts: 4,
  resolved: 4,
  morning: 5,
  report: 5,
} as const;
export type CaptionName = keyof typeof CAPTIONS;

export interface Scene {
  readonly control: Control;
  /** What the star sees. */
  readonly feed: Feed;
  readonly stage: Stage;
  readonly seen: Seen;
  /** The moderator that leads the story, and the other one, who does what is not to be seen. */
  readonly star: string;
  readonly helper: string;
  readonly clock: Clock;
  readonly story: StoryClock;
  readonly captions: (name: CaptionName) => Caption['texts'];
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly signal: AbortSignal;
}

/** Somebody presses or asks again where the bot was too busy to answer. */
const TRIES = 3;

/** Tells what happens, and leads open pages to a channel or a message, which may be taller than they are. */
export async function caption(
  scene: Scene,
  name: CaptionName,
  at: string | APIMessage,
  part: 'start' | 'end' = 'start',
): Promise<void> {
  const show =
    typeof at === 'string'
      ? { channelId: scene.stage.channelId(at) }
      : { channelId: at.channel_id, messageId: at.id, atEnd: part === 'end' };
  await scene.control.caption({
    step: CAPTIONS[name],
    of: CAPTIONS.report,
    texts: scene.captions(name),
    show,
  });
}

export const pause = ({ clock, signal }: Scene, ms: number): Promise<void> => clock.wait(ms, signal);

/** A post of the bot, once there is one that fits; undefined after `ms`. */
export async function post(
  { feed, seen }: Scene,
  fits: (message: APIMessage) => boolean,
  ms: number,
): Promise<APIMessage | undefined> {
  await feed.until(() => seen.posts().some(fits), ms);
  return seen.posts().find(fits);
}

/**
 * The star presses a button of an alert, or of what it answered. Undefined where that cannot be done any more: whoever
 * watches is the star too, and may have pressed it or given the right away. Throws RehearsalError where nothing answers.
 */
export async function press(
  { control, seen, star, log }: Scene,
  on: APIMessage,
  name: string,
): Promise<Answer | undefined> {
  return answered(`the button "${name}"`, async () => {
    const message = seen.posts().find(({ id }) => id === on.id) ?? on;
    const customId = buttonOf(message, name);
    if (customId === undefined) return undefined;
    try {
      return await control.press({
        channelId: message.channel_id,
        userId: star,
        messageId: message.id,
        customId,
      });
    } catch (error) {
      if (!(error instanceof RehearsalError)) throw error;
      log.info(`Rehearsal: "${name}" cannot be pressed any more; going on. (${error.reason})`);
      return undefined;
    }
  });
}

/** The other moderator sets something, where nobody looks. Throws RehearsalError where that is refused or nothing answers. */
export async function set(
  { control, stage, helper }: Scene,
  subcommand: string,
  options: Record<string, string>,
): Promise<void> {
  await answered(`/settings ${subcommand}`, () =>
    control.run({
      channelId: stage.channelId(CHANNELS.alerts),
      userId: helper,
      name: 'settings',
      subcommands: [subcommand],
      options,
    }),
  );
}

async function answered<Result extends Answer | undefined>(
  what: string,
  ask: () => Promise<Result>,
): Promise<Result> {
  for (let n = 0; n < TRIES; n += 1) {
    const answer = await ask();
    if (answer?.outcome !== 'failed') return answer;
  }
  throw new RehearsalError(what, 'the bot did not answer');
}
