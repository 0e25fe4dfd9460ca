// Answering people: claimed before anything else, one at a time, streamed, never twice.
import type { TextBasedChannel } from 'discord.js';
import type { Store } from '../store/store.ts';
import type { Background } from './background.ts';
import { createLanes } from '../flow/lanes.ts';
import { createCooldown } from './cooldown.ts';
import { createAnswering } from './replies/answering.ts';
import { createChanges } from './replies/changes.ts';
import { createAnswerClaims } from './replies/claims.ts';
import { createGiving, type GivingOptions } from './replies/giving.ts';
import { createPausing } from './replies/pausing.ts';
import { createPressing, type GoingOn, type Pressing } from './replies/pressing.ts';
import { createAnswersOnce, type AnswersOnce } from './replies/once.ts';
import { createChatTurns, createQueue } from './replies/queue.ts';
import type { Answerable } from './replyTarget.ts';
import { createTypingSigns } from './typing.ts';

export interface RepliesOptions extends GivingOptions {
  readonly store: Store;
  readonly background: Background;
}

export interface Replies extends Pressing, AnswersOnce {
  /** Answers the message if it addresses the bot, now or when its turn comes. */
  consider(message: Answerable): Promise<void>;
  /** A message was changed: a question is answered anew, in the same messages. */
  edited(message: Answerable): Promise<void>;
  /** Messages were deleted: answers to them end and are taken away. */
  removed(channel: TextBasedChannel, ids: readonly string[]): Promise<void>;
  /** After a start: finishes what was claimed and not answered. */
  resume(claimKey: string, message: Answerable | null): Promise<void>;
}

/** Between two questions of one person, in milliseconds. */
const COOLDOWN = 3000;

export function createReplies(options: RepliesOptions): Replies {
  const { store, clock, background, signal } = options;
  const claims = createAnswerClaims(store.claims, options);
  const giving = createGiving(options);
  const [turns, cooldown] = [createChatTurns(), createCooldown(COOLDOWN)];
  const queue = createQueue({ typing: createTypingSigns(options), background, turns });
  const pausing = createPausing({ clock, signal });
  const answering = createAnswering({
    ...{ settings: store.settings, clock, background, claims, giving, queue, cooldown, pausing },
  });
  const once = createAnswersOnce({ ...options, turns, cooldown });
  const changes = createChanges({ answering, claims, queue, pausing });
  const pressing = createPressing({ giving, queue });

  /** What becomes of one question is dealt with in its order. */
  const questions = createLanes();
  const inOrder = async (question: string, task: () => Promise<void>): Promise<void> => {
    await questions.enter(question, task, Infinity);
  };

  return {
    consider: (message) => inOrder(message.id, () => answering.consider(message)),
    edited: (message) => inOrder(message.id, () => changes.edited(message)),
    async removed(channel, ids) {
      await Promise.all(ids.map((id) => inOrder(id, () => changes.removed(channel, id))));
    },
    resume: (claimKey, message) => answering.resume(claimKey, message),
    askOnce: (question, target) => once.askOnce(question, target),
    stopOnce: (id, askerId) => once.stopOnce(id, askerId),
    stop: (pressed) => pressing.stop(pressed),
    async goOn(pressed) {
      let outcome: GoingOn = 'going';
      await inOrder(pressed.questionId, async () => {
        outcome = await pressing.goOn(pressed);
      });
      return outcome;
    },
  };
}
