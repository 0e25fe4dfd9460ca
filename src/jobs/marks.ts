// Marks of negative messages: those of a window get a 😟, where the server wants it in batches.
import { DiscordAPIError, type Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { GuildId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Window } from '../mood/window.ts';
import type { Judging } from '../pipeline/judging.ts';
import { MARKS } from '../pipeline/reactions.ts';
import type { Store, StoredMessage } from '../store/store.ts';
import type { Job, Outcome } from './job.ts';
import { waitForVerdicts } from './reportChannel.ts';
import { parseSchedule } from '../schedule/schedule.ts';
import { windowOf } from '../schedule/windows.ts';

export interface MarkOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly judging: Pick<Judging, 'caughtUp'>;
}

/** Discord allows some four reactions a second: a run takes half a minute at most. */
const MOST_MARKED = 100;
const MOST_READ = 2000;
const DONE: Outcome = { kind: 'done' };

export function markJob({ client, store, clock, log, judging }: MarkOptions): Job {
  return {
    name: 'marks',
    async run({ guildId, dueAt, signal }) {
      if (guildId === null) return DONE;
      const { markSchedule, timeZone, reactions } = await store.settings.get(guildId);
      const schedule = parseSchedule(markSchedule, timeZone);
      // With reactions on, every message has its mark already.
      if (schedule === null || reactions) return DONE;
      await waitForVerdicts(judging, clock, signal);
      const negative = await negativeIn(guildId, windowOf(schedule, dueAt));
      if (negative.length > MOST_MARKED) {
        log.info({ guildId, negative: negative.length, marked: MOST_MARKED }, 'the newest are marked');
      }
      for (const message of negative.slice(0, MOST_MARKED)) {
        if (signal.aborted) return { kind: 'retry', reason: 'stopped' };
        await mark(message);
      }
      return DONE;
    },
  };

  async function negativeIn(guildId: GuildId, window: Window): Promise<StoredMessage[]> {
    const recent = await store.messages.recent({ guildId, channelId: null }, MOST_READ, { window });
    return recent.filter(
      ({ verdict, corrected }) => verdict?.label === 'negative' && !verdict.uncertain && corrected === null,
    );
  }

  /** Does no harm when it is done twice. */
  async function mark({ guildId, channelId, id }: StoredMessage): Promise<void> {
    try {
      const channel = await client.channels.fetch(channelId);
      if (channel?.isTextBased()) await channel.messages.react(id, MARKS.negative);
    } catch (error) {
      // The message or channel is gone, or the permission is missing: the others go on.
      if (!(error instanceof DiscordAPIError)) throw error;
      log.info({ guildId, channelId, reason: reasonOf(error) }, 'a message could not be marked');
    }
  }
}
