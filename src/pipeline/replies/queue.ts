// The answers that wait for their turn or are being given: one at a time, since there is one model.
import type { MessageId } from '../../ids.ts';
import { createLanes } from '../../flow/lanes.ts';
import type { Background } from '../background.ts';
import type { Answerable } from '../replyTarget.ts';
import type { TypingSigns } from '../typing.ts';

/** One answer. */
export interface Run {
  /** The question in its newest wording. */
  message: Answerable;
  /** Names what is posted, so that it is posted once. */
  readonly key: string;
  /** Messages of an earlier answer that this one takes over, the first page first. */
  readonly earlier: () => Promise<readonly MessageId[]>;
  /** Aborts when somebody stops the answer: what is said stays. */
  readonly stopped: AbortController;
  /** Aborts when the question was changed or deleted: nothing more is shown. */
  readonly left: AbortController;
  /** What is spoken in it, once it is being heard; null where there is nothing to hear. */
  heard: Promise<string | null> | null;
  /** Its turn has come. */
  begun: boolean;
  /** To be called when the first words are about to stand. */
  begins: () => void;
  /** Resolves when what may still be posted, by this answer and an earlier one to the same question, is posted. */
  quiet: () => Promise<unknown>;
}

export function createRun(message: Answerable, key: string, earlier: Run['earlier']): Run {
  return {
    message,
    key,
    earlier,
    stopped: new AbortController(),
    left: new AbortController(),
    heard: null,
    begun: false,
    begins: () => undefined,
    quiet: () => Promise.resolve(),
  };
}

export interface Queue {
  /**
   * Does `give` when its turn comes, and shows until then that the bot is typing; false where too many wait. `first`: see
   * ChatTurns.
   */
  enter(run: Run, give: () => Promise<unknown>, first?: () => Promise<unknown>): boolean;
  /** The newest answer to a question. */
  of(questionId: string): Run | undefined;
}

/** Those who wait, and the one who is answered. */
const MOST = 8;

/** The turns of all who wait for an answer, however they asked. */
export interface ChatTurns {
  /**
   * Does `task` when its turn comes; null where too many wait. `first` is done before: it has a place, but no turn, so
   * others are answered meanwhile. However it ends, `task` follows.
   */
  enter<T>(task: () => Promise<T>, first?: () => Promise<unknown>): Promise<T> | null;
}

export function createChatTurns(): ChatTurns {
  let places = MOST;
  const lanes = createLanes();
  return {
    enter(task, first) {
      if (places === 0) return null;
      places -= 1;
      const turn = () => lanes.enter('chat', task);
      return (first ? first().then(turn, turn) : turn()).finally(() => (places += 1));
    },
  };
}

export interface QueueOptions {
  readonly typing: TypingSigns;
  readonly background: Background;
  readonly turns: ChatTurns;
}

export function createQueue({ typing, background, turns }: QueueOptions): Queue {
  const runs = new Map<string, Run>();

  return {
    of: (questionId) => runs.get(questionId),
    enter(run, give, first) {
      const { id, channel, channelId } = run.message;
      const turn = turns.enter(() => {
        run.begun = true;
        return give();
      }, first);
      if (turn === null) return false;
      run.begins = typing.show(channelId, () => channel.sendTyping());
      run.left.signal.addEventListener('abort', run.begins, { once: true });
      const before = runs.get(id);
      const given = turn.finally(() => {
        run.begins();
        if (runs.get(id) === run) runs.delete(id);
      });
      run.quiet = () => Promise.allSettled([before?.quiet(), run.begun ? given : null]);
      runs.set(id, run);
      background.run('a reply', () => given);
      return true;
    },
  };
}
