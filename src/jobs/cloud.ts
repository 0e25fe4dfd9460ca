// The word cloud of a server: what is talked about in a window and was not before, as a picture.
import { DiscordAPIError, type Client } from 'discord.js';
import type { Clock } from '../clock.ts';
import { postRightsIn } from '../discord/permissions.ts';
import { reasonOf } from '../errors.ts';
import { channelId } from '../ids.ts';
import { audienceOf } from '../pipeline/audience.ts';
import { hotWordsOf } from '../pipeline/hotWords.ts';
import type { Judging } from '../pipeline/judging.ts';
import { ownPost, postOnce, shortId } from '../pipeline/postOnce.ts';
import type { Painter } from '../report/charts/painter.ts';
import { wordCloud } from '../report/charts/wordCloud.ts';
import { cloudMessage } from '../report/cloudMessage.ts';
import { withinRights } from '../report/withinRights.ts';
import { words } from '../report/words.ts';
import type { Store } from '../store/store.ts';
import type { Job, Outcome } from './job.ts';
import { NO_REPORT_CHANNEL, reportChannel, verdicts } from './reportChannel.ts';
import { parseSchedule, windowOf } from './schedule.ts';

export interface CloudOptions {
  readonly client: Client;
  readonly store: Store;
  readonly clock: Clock;
  readonly judging: Pick<Judging, 'caughtUp'>;
  readonly painter: Painter;
}

const MOST_WORDS = 45;
/** Fewer make no cloud: nothing is posted. */
const LEAST_WORDS = 5;
/** Whatever grew at all; the picture shows by size how much it is used. */
const LEAST_Z = 0.3;
const DONE: Outcome = { kind: 'done' };

export function cloudJob({ client, store, clock, judging, painter }: CloudOptions): Job {
  return {
    name: 'cloud',
    async run({ guildId, dueAt, signal }) {
      if (guildId === null) return DONE;
      const { cloudSchedule, timeZone, locale, reportChannelId } = await store.settings.get(guildId);
      const schedule = parseSchedule(cloudSchedule, timeZone);
      if (schedule === null || reportChannelId === null) return DONE;
      const channel = await reportChannel(client, reportChannelId);
      if (!channel) return NO_REPORT_CHANNEL;
      const rights = postRightsIn(channel);
      if (!rights.files)
        return { kind: 'retry', reason: 'a word cloud needs Attach Files in the report channel' };
      await verdicts(judging, clock, signal);
      if (signal.aborted) return { kind: 'retry', reason: 'stopped' };

      const window = windowOf(schedule, Math.min(dueAt, clock.now()));
      const audience = audienceOf(client, guildId, channelId.parse(channel.id));
      const hot = await hotWordsOf(store, {
        guildId,
        window,
        ...audience,
        most: MOST_WORDS,
        leastZ: LEAST_Z,
      });
      if (hot.length < LEAST_WORDS) return DONE;
      const cloud = hot
        .map(({ word, now, mood }) => ({ text: word, weight: now, mood }))
        .sort((a, b) => b.weight - a.weight);
      const plan = wordCloud(cloud, { locale });
      const drawing = await painter.draw(plan.spec);
      // Without its picture there is nothing to post; the log says why.
      if (!drawing) return { kind: 'retry', reason: 'the word cloud could not be drawn' };
      const key = `cloud:${guildId}:${window.from}`;
      const id = shortId(key);
      const payload = cloudMessage(drawing, plan.alt, { words: words(locale), timeZone, window, id });
      try {
        await postOnce(store.claims, clock, {
          key,
          send: (nonce) => channel.send({ ...withinRights(payload, rights), nonce, enforceNonce: true }),
          find: (since) => ownPost(channel, id, since),
        });
        return DONE;
      } catch (error) {
        if (!(error instanceof DiscordAPIError)) throw error;
        return { kind: 'retry', reason: `the word cloud could not be posted (${reasonOf(error)})` };
      }
    },
  };
}
