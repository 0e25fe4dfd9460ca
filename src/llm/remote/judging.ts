// Judging on another machine: reads several texts at once, and finds out whether the server or a text is at fault.
import { setMaxListeners } from 'node:events';
import type { Clock } from '../../clock.ts';
import { ModelUnavailableError, type Question, type Reading } from '../model.ts';
import {
  LabelsNotReturnedError,
  RemoteAnswerError,
  RemoteBrokenError,
  RemotePausedError,
  RemoteRefusedError,
  RemoteTextError,
  RemoteUnavailableError,
} from './errors.ts';
import type { Gate } from './gate.ts';
import type { Reader } from './reading.ts';
import { Suspects } from './suspects.ts';

/** A harmless text that every working server can read. */
const HARMLESS = 'Thank you, I love it!';

export interface RemoteJudgingOptions {
  readonly host: string;
  readonly reader: Reader;
  readonly gate: Gate;
  readonly clock: Clock;
}

export class RemoteJudging {
  readonly #options: RemoteJudgingOptions;
  readonly #suspects: Suspects;
  /** It failed since its last good answer: it may have been restarted with other options. */
  #hasFailed = false;

  constructor(options: RemoteJudgingOptions) {
    this.#options = options;
    this.#suspects = new Suspects(options.clock);
  }

  /**
   * A ModelUnavailableError says that the server is at fault; any other error that one of the texts is.
   * @throws RemoteUnavailableError, RemoteAccessError, RemoteBrokenError; RemoteRefusedError, RemoteAnswerError,
   * LabelsNotReturnedError, RemoteTextError; the signal's reason when it aborts
   */
  async judge(question: Question, texts: readonly string[], signal: AbortSignal): Promise<Reading[]> {
    if (texts.length === 0) return [];
    try {
      await this.#withoutText(() => this.#getReady(question, signal));
      const alone = await this.#readSuspects(question, texts, signal);
      return await this.#readAll(question, texts, alone, signal);
    } catch (error) {
      const fault = await this.#faultOf(error, question, signal);
      this.#hasFailed ||= fault instanceof ModelUnavailableError;
      throw fault;
    }
  }

  async #getReady(question: Question, signal: AbortSignal): Promise<void> {
    const { reader } = this.#options;
    if (this.#hasFailed) await reader.lookAgain(signal);
    this.#hasFailed = false;
    await reader.prime(question, signal);
  }

  /** Reads them one by one, each right after a harmless text, so that a break is the text's own fault. */
  async #readSuspects(
    question: Question,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, Reading>> {
    const readings = new Map<string, Reading>();
    const suspects = new Set(texts.filter((text) => this.#suspects.breaks(text) > 0));
    for (const text of suspects) {
      if (!this.#suspects.isGivenUp(text)) continue;
      throw new RemoteTextError(this.#options.host, this.#suspects.breaks(text));
    }
    if (suspects.size > 0) await this.#readHarmless(question, signal);
    for (const text of suspects) {
      const reading = await this.#options.gate.use('judge', signal, () => this.#read(question, text, signal));
      readings.set(text, reading);
    }
    return readings;
  }

  /**
   * After the first failure no further request begins; those under way end, since one of them may be the
   * circuit breaker's try.
   */
  async #readAll(
    question: Question,
    texts: readonly string[],
    known: ReadonlyMap<string, Reading>,
    signal: AbortSignal,
  ): Promise<Reading[]> {
    const failing = new AbortController();
    setMaxListeners(0, failing.signal);
    const readings = texts.map(
      async (text) =>
        known.get(text) ??
        this.#options.gate.use('judge', failing.signal, async () => {
          try {
            return await this.#read(question, text, signal);
          } catch (error) {
            // Set before the place is free, or one more request would begin.
            failing.abort(error);
            throw failing.signal.reason;
          }
        }),
    );
    await Promise.allSettled(readings);
    return Promise.all(readings);
  }

  async #read(question: Question, text: string, signal: AbortSignal): Promise<Reading> {
    try {
      const reading = await this.#options.reader.read(question, text, signal);
      this.#suspects.forget(text);
      return reading;
    } catch (error) {
      const brokeOff = error instanceof RemoteUnavailableError && !(error instanceof RemotePausedError);
      if (brokeOff) this.#suspects.recordBroken(text);
      throw error;
    }
  }

  /** An answer that may be the text's fault is the server's if a harmless text fails too: one question a batch. */
  async #faultOf(error: unknown, question: Question, signal: AbortSignal): Promise<unknown> {
    if (signal.aborted || !mayBeTheTexts(error)) return error;
    try {
      await this.#readHarmless(question, signal);
      return error;
    } catch (again) {
      return again;
    }
  }

  #readHarmless(question: Question, signal: AbortSignal): Promise<Reading> {
    const { gate, reader } = this.#options;
    return this.#withoutText(() => gate.use('judge', signal, () => reader.read(question, HARMLESS, signal)));
  }

  /** Where this fails, no text is at fault. */
  async #withoutText<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw mayBeTheTexts(error) ? new RemoteBrokenError(this.#options.host, error) : error;
    }
  }
}

function mayBeTheTexts(
  error: unknown,
): error is RemoteRefusedError | RemoteAnswerError | LabelsNotReturnedError {
  return (
    error instanceof RemoteRefusedError ||
    error instanceof RemoteAnswerError ||
    error instanceof LabelsNotReturnedError
  );
}
