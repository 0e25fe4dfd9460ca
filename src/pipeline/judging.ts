// The judging loop. The store is the queue: messages wait there as pending, so a full queue or a crash loses nothing.
import { orAborted } from '../aborting.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Judge } from '../llm/judge.ts';
import { ModelClosedError, ModelUnavailableError } from '../llm/model.ts';
import type { Log } from '../log.ts';
import { StoreDamagedError, StoreUnavailableError } from '../store/errors.ts';
import type { JudgingQueue, StoredMessage, Tag } from '../store/store.ts';
import { eachOf } from './each.ts';

export interface JudgingOptions {
  readonly queue: JudgingQueue;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly log: Log;
  /** Messages a batch. */
  readonly batchSize: number;
  /** Called for every verdict that was stored, oldest message first; awaited, so that it sees them in order. */
  readonly onJudged: (message: StoredMessage, tag: Tag) => Promise<void>;
  /** Called when storing or `onJudged` failed: of these messages verdicts may be stored that nobody saw. */
  readonly onUnseen: (messages: readonly StoredMessage[]) => void;
}

export interface Judging {
  /** There is, or may be, something to judge. */
  wake(): void;
  /** Resolves when nothing waited at some moment after the call, or when `signal` aborts. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /** Messages judged since the start, and how many of them a minute lately; what judging waits for, if it does. */
  stats(): { judged: number; perMinute: number; waitsFor: 'model' | 'store' | null };
  /** Stops: what is being stored is finished, what the model reads is left and waits for the next start. */
  stop(): Promise<void>;
}

/** After a failing store, before the next try. */
const PAUSE = 5000;
/** Between two tries of a model that cannot be used, whatever it says itself. */
const MODEL_PAUSE = { least: 1000, most: 60_000 };
const RATE_WINDOW = 60_000;

export function startJudging(options: JudgingOptions): Judging {
  const { queue, judge, clock, log, batchSize, onJudged, onUnseen } = options;
  const stopping = new AbortController();
  let woken = true;
  let rouse = () => {};
  let idle: (() => void)[] = [];
  let judged = 0;
  let waitsFor: 'model' | 'store' | null = null;
  /** Why it waits, as the log was told last: the same is not said at every try. */
  let told = '';
  let lately: { at: number; count: number }[] = [];

  const isStopping = () => stopping.signal.aborted;
  const hasWoken = () => woken;

  async function judgeBatch(batch: readonly StoredMessage[]): Promise<void> {
    const readable = batch.filter(hasContent);
    const expired = batch.filter((message) => !hasContent(message));
    if (expired.length > 0) {
      await queue.fail(
        expired.map(({ id, revision }) => ({ id, revision, reason: 'content expired before judging' })),
      );
    }
    if (readable.length === 0) return;
    const reading = judge.judge(readable.map(({ content }) => content));
    const judgements = await orAborted(reading, stopping.signal);
    const tags = readable.map((message, index): Tag => {
      const judgement = judgements[index];
      // Left out in silence it would stay pending, and be asked for again at once, for ever.
      if (!judgement) throw new RangeError('the model left a message out');
      const { verdict, model, promptVersion, truncated } = judgement;
      return {
        id: message.id,
        revision: message.revision,
        verdict,
        model,
        promptVersion,
        truncated,
        judgedAt: clock.now(),
      };
    });
    try {
      const taken = new Set(await queue.tag(tags));
      count(taken.size);
      const judged = readable.flatMap((message, index) => {
        const tag = tags[index];
        return tag && taken.has(message.id) ? [{ message, tag }] : [];
      });
      await eachOf(
        judged,
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

  /** One message that breaks the model must not hold up the rest: each is tried alone, and marked if it fails. */
  async function judgeEach(batch: readonly StoredMessage[]): Promise<void> {
    for (const message of batch) {
      try {
        await judgeBatch([message]);
      } catch (error) {
        if (isStopping() || isPassing(error)) throw error;
        log.error({ messageId: message.id, reason: reasonOf(error) }, 'a message could not be judged');
        await queue.fail([{ id: message.id, revision: message.revision, reason: reasonOf(error) }]);
      }
    }
  }

  function count(n: number): void {
    judged += n;
    lately = [...lately.filter(({ at }) => at > clock.now() - RATE_WINDOW), { at: clock.now(), count: n }];
  }

  async function round(): Promise<void> {
    woken = false;
    const batch = await orAborted(queue.pending(batchSize), stopping.signal);
    if (batch.length > 0) {
      try {
        await judgeBatch(batch);
      } catch (error) {
        if (isStopping() || isPassing(error)) throw error;
        log.warn(
          { messages: batch.length, reason: reasonOf(error) },
          'a batch failed; its messages are judged one by one',
        );
        await judgeEach(batch);
      }
      goesOn();
      return;
    }
    goesOn();
    for (const resolve of idle.splice(0)) resolve();
    if (!hasWoken() && !isStopping()) await new Promise<void>((resolve) => (rouse = resolve));
  }

  function goesOn(): void {
    if (waitsFor !== null) log.info('judging goes on');
    waitsFor = null;
    told = '';
  }

  /** What failed is no message's fault: they wait in the store. Milliseconds until the next try. */
  function pauseAfter(error: unknown): number {
    const isModel = error instanceof ModelUnavailableError;
    waitsFor = isModel ? 'model' : 'store';
    const { least, most } = MODEL_PAUSE;
    const waitMs = isModel ? Math.min(most, Math.max(least, error.retryAfterMs)) : PAUSE;
    const reason = reasonOf(error);
    // Of a damaged store whoever ends the program for it tells.
    if (reason !== told && !(error instanceof StoreDamagedError)) {
      if (isModel) log.warn({ reason, waitMs }, 'judging waits: the model cannot be used');
      else log.error({ reason }, 'judging waits: the store cannot be used');
    }
    told = reason;
    return waitMs;
  }

  async function loop(): Promise<void> {
    while (!isStopping()) {
      try {
        await round();
      } catch (error) {
        if (isStopping())
          log.info({ reason: reasonOf(error) }, 'a batch was cut short: it waits for the next start');
        else await clock.wait(pauseAfter(error), stopping.signal).catch(() => undefined);
      }
    }
    for (const resolve of idle.splice(0)) resolve();
  }

  const running = loop();
  const wake = () => {
    woken = true;
    rouse();
  };
  return {
    wake,
    caughtUp(signal) {
      if (signal.aborted || stopping.signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        idle = [...idle, resolve];
        signal.addEventListener('abort', () => resolve(), { once: true });
        wake();
      });
    },
    stats() {
      const recent = lately.filter(({ at }) => at > clock.now() - RATE_WINDOW);
      return { judged, perMinute: recent.reduce((sum, { count }) => sum + count, 0), waitsFor };
    },
    async stop() {
      stopping.abort();
      rouse();
      await running;
    },
  };
}

/** No message is at fault: all of them wait. */
function isPassing(error: unknown): boolean {
  return [ModelUnavailableError, ModelClosedError, StoreUnavailableError, StoreDamagedError].some(
    (kind) => error instanceof kind,
  );
}

function hasContent(message: StoredMessage): message is StoredMessage & { content: string } {
  return message.content !== null;
}
