// The buttons below an answer: one ends it, one goes on with what was cut.
import type { TextBasedChannel } from 'discord.js';
import { orNull } from '../../discord/gone.ts';
import { messageId } from '../../ids.ts';
import { chatButtonId, type ChatSubject } from '../../report/chatButtons.ts';
import { isAnswerable } from '../replyTarget.ts';
import type { Giving } from './giving.ts';
import { createRun, type Queue } from './queue.ts';

/** An answer whose button was pressed. */
export interface Pressed extends ChatSubject {
  readonly channel: TextBasedChannel;
  /** Of the message with the button. */
  readonly messageId: string;
  /** Names this press. */
  readonly pressId: string;
}

/** `gone`: the question or the answer can be read no more; `busy`: too many wait. */
export type GoingOn = 'going' | 'busy' | 'gone';

export interface Pressing {
  /** Ends an answer where it is; false where it is not being given. */
  stop(pressed: Pressed): boolean;
  /** Goes on with an answer that was cut, once for each time it was cut. */
  goOn(pressed: Pressed): Promise<GoingOn>;
}

export function createPressing({ giving, queue }: { giving: Giving; queue: Queue }): Pressing {
  return {
    stop({ questionId, askerId, channel }) {
      const run = queue.of(questionId);
      if (run?.message.author.id !== askerId || run.message.channelId !== channel.id) return false;
      run.stopped.abort();
      return true;
    },
    async goOn(pressed) {
      const { channel, questionId, askerId } = pressed;
      const [page, question] = await Promise.all(
        [pressed.messageId, questionId].map((id) => orNull(channel.messages.fetch(id))),
      );
      if (!page || !question || !isAnswerable(question) || question.author.id !== askerId) return 'gone';
      if (page.author.id !== channel.client.user.id || page.reference?.messageId !== questionId)
        return 'gone';
      // A press that came twice, or late: the answer goes on already, or its button is gone.
      if (queue.of(questionId) || !page.resolveComponent(chatButtonId('more', pressed))) return 'going';
      const own = messageId.parse(page.id);
      const run = createRun(question, `more:${pressed.pressId}`, () => Promise.resolve([own]));
      return queue.enter(run, () => giving.goOn(run, page)) ? 'going' : 'busy';
    },
  };
}
