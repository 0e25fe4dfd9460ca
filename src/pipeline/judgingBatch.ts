// One batch of messages from the store through the model: verdicts are stored, then seen by whoever watches.
import { orAborted } from '../flow/aborting.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Judge, Judgement } from '../llm/judge.ts';
import { ModelClosedError, ModelUnavailableError } from '../llm/model.ts';
import type { Log } from '../log.ts';
import { StoreDamagedError, StoreUnavailableError } from '../store/errors.ts';
import type { JudgingQueue, StoredMessage, Tag } from '../store/store.ts';
import { eachOf } from './each.ts';

export interface BatchOptions {
  readonly queue: JudgingQueue;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly log: Log;
  /** Called for every verdict that was stored, oldest message first; awaited, so that it sees them in order. */
  readonly onJudged: (message: StoredMessage, tag: Tag) => Promise<void>;
  /** Called when storing or `onJudged` failed: of these messages verdicts may be stored that nobody saw. */
  readonly onUnseen: (messages: readonly StoredMessage[]) => void;
}

type Readable = StoredMessage & { readonly content: string };

/**
 * The judging of batches; `count` is told how many verdicts were stored. Where a batch fails, its messages are judged one
 * by one, and those that fail alone are marked. Rejects where no message is at fault, and with the signal's reason.
 */
export function createBatchJudging(
  { queue, judge, clock, log, onJudged, onUnseen }: BatchOptions,
  count: (judged: number) => void,
  signal: AbortSignal,
): (batch: readonly StoredMessage[]) => Promise<void> {
  async function judgeTogether(batch: readonly StoredMessage[]): Promise<void> {
    const readable = batch.filter(hasContent);
    if (readable.length < batch.length) await failExpired(queue, batch);
    if (readable.length === 0) return;
    const judgements = await orAborted(judge.judge(readable.map(({ content }) => content)), signal);
    const tags = readable.map((message, index) => ({
      message,
      tag: tagOf(message, judgements[index], clock.now()),
    }));
    try {
      const stored = new Set(await queue.tag(tags.map(({ tag }) => tag)));
      count(stored.size);
      await eachOf(
        tags.filter(({ message }) => stored.has(message.id)),
        ({ message, tag }) => onJudged(message, tag),
        (error, { message }) => {
          log.error({ messageId: message.id, reason: reasonOf(error) }, 'a verdict was stored and not seen');
          onUnseen([message]);
        },
      );
    } catch (error) {
      onUnseen(readable);
      throw error;
    }
  }

  /** One message that breaks the model must not hold up the rest. */
  async function judgeEach(batch: readonly StoredMessage[]): Promise<void> {
    for (const message of batch) {
      try {
        await judgeTogether([message]);
      } catch (error) {
        if (signal.aborted || isPassing(error)) throw error;
        log.error({ messageId: message.id, reason: reasonOf(error) }, 'a message could not be judged');
        await queue.fail([{ id: message.id, revision: message.revision, reason: reasonOf(error) }]);
      }
    }
  }

  return async (batch) => {
    try {
      await judgeTogether(batch);
    } catch (error) {
      if (signal.aborted || isPassing(error)) throw error;
      log.warn(
        { messages: batch.length, reason: reasonOf(error) },
        'a batch failed; its messages are judged one by one',
      );
      await judgeEach(batch);
    }
  };
}

async function failExpired(queue: JudgingQueue, batch: readonly StoredMessage[]): Promise<void> {
  const reason = 'content expired before judging';
  const expired = batch.filter((message) => !hasContent(message));
  await queue.fail(expired.map(({ id, revision }) => ({ id, revision, reason })));
}

function tagOf({ id, revision }: StoredMessage, judgement: Judgement | undefined, judgedAt: number): Tag {
  // Without a verdict it would stay pending, and be asked for again at once, without end.
  if (!judgement) throw new RangeError('the model left a message out');
  const { verdict, model, promptVersion, truncated } = judgement;
  return { id, revision, verdict, model, promptVersion, truncated, judgedAt };
}

/** No message is at fault: all of them wait. */
function isPassing(error: unknown): boolean {
  return [ModelUnavailableError, ModelClosedError, StoreUnavailableError, StoreDamagedError].some(
    (kind) => error instanceof kind,
  );
}

function hasContent(message: StoredMessage): message is Readable {
  return message.content !== null;
}
