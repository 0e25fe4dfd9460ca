// What becomes of a question: one that is changed is answered anew in the same messages, and the answer to one that is
// deleted goes with it.
import type { TextBasedChannel } from 'discord.js';
import { orNull, removeMessage } from '../../discord/gone.ts';
import { timeOf } from '../../ids.ts';
import { isAnsweredLately, type Answerable } from '../replyTarget.ts';
import { nothing, questionPlace, type Answering } from './answering.ts';
import { claimKey, type AnswerClaims } from './claims.ts';
import { pagesOf, questionPlaceIn } from './pages.ts';
import type { Pausing } from './pausing.ts';
import type { Queue } from './queue.ts';

export interface ChangesOptions {
  readonly answering: Answering;
  readonly claims: AnswerClaims;
  readonly queue: Queue;
  readonly pausing: Pausing;
}

export interface Changes {
  edited(message: Answerable): Promise<void>;
  removed(channel: TextBasedChannel, id: string): Promise<void>;
}

export function createChanges({ answering, claims, queue, pausing }: ChangesOptions): Changes {
  /** Within the time in which questions are answered, or as long as the answer is among the last messages. */
  const isCurrent = async (channel: TextBasedChannel, id: string, at: number): Promise<boolean> =>
    !answering.isPast(at) || (await isAnsweredLately(channel, id));

  return {
    async edited(message) {
      const { editedTimestamp: editedAt, channel, id } = message;
      if (editedAt === null || answering.isPast(editedAt) || !(await answering.addresses(message))) return;
      const firstKey = claimKey(questionPlace(message), null);
      const first = await claims.get(firstKey);
      if (!first) return answering.consider(message); // it did not address the bot before
      if (!(await isCurrent(channel, id, message.createdTimestamp))) return;
      const key = claimKey(questionPlace(message), editedAt);
      if (!(await claims.take(key))) return;
      const run = queue.of(id);
      // What waits for its turn is answered in its newest words.
      if (pausing.renew(message)) return claims.settle(key, nothing);
      if (run && !run.begun) {
        run.message = message;
        return claims.settle(key, nothing);
      }
      if (run) run.left.abort();
      else if (!first.settled) await claims.settle(firstKey, nothing);
      answering.answer(message, key, () => pagesOf(channel, id, claims));
    },

    async removed(channel, id) {
      pausing.drop(id);
      const run = queue.of(id);
      if (!run && !(await claims.get(claimKey(questionPlaceIn(channel, id), null)))) return;
      run?.left.abort();
      await run?.quiet();
      if (!(await isCurrent(channel, id, timeOf(id)))) return;
      const pages = (await orNull(pagesOf(channel, id, claims))) ?? [];
      for (const page of pages) await orNull(removeMessage(channel, page));
    },
  };
}
