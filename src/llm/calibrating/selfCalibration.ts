// A model without a calibration gets one in the background: fitted once on labelled rows, kept, used without a restart.
import { reasonOf } from '../../errors.ts';
import type { Clock } from '../../clock.ts';
import { MINUTE } from '../../mood/window.ts';
import type { Log } from '../../log.ts';
import { qualityOf, type Calibration } from '../calibration.ts';
import { ModelClosedError, ModelUnavailableError, type Model } from '../model.ts';
import type { Prompts } from '../prompts.ts';
import { calibrate, questionOf, type CalibrateOptions } from './calibrate.ts';
import { keyOf, readHead, type KeptHead } from './keptHead.ts';
import { hashOf, readShippedRows, type LabelledRow } from './rows.ts';

export interface SelfCalibration {
  /** That of the prompt in force; null where there is none yet. */
  current(): Calibration | null;
  /** Rows read, of how many; null while nothing is being fitted. */
  progress(): Progress | null;
  /** Uses what an earlier run has kept for the prompt in force. */
  load(): Promise<void>;
  /** Fits what has no calibration, now and after each change of the prompt. */
  start(): void;
  /** Ends at once; the next start goes on with what was read. */
  stop(): Promise<void>;
}

export interface Progress {
  readonly read: number;
  readonly of: number;
}

export interface SelfCalibrationOptions extends Pick<
  CalibrateOptions,
  'weights' | 'folder' | 'log' | 'fit' | 'ready'
> {
  readonly model: Model;
  readonly prompts: Prompts;
  /** That ships with Barometer for this model; it goes first where it holds for the prompt. */
  readonly ships: Calibration | null;
  /** Where the labelled rows are. */
  readonly rows: URL;
  readonly clock: Clock;
}

/** After a failure, until the next try, in milliseconds. */
const PAUSE = 5 * MINUTE;

export function createSelfCalibration(options: SelfCalibrationOptions): SelfCalibration {
  const { model, prompts, ships, clock, log } = options;
  const stopping = new AbortController();
  let own: KeptHead | null = null;
  let progress: Progress | null = null;
  let running: Promise<void> = Promise.resolve();

  function current(): Calibration | null {
    const { version } = prompts.analyst();
    return [ships, own?.calibration ?? null].find((one) => one?.prompt === version) ?? null;
  }

  async function load(): Promise<readonly LabelledRow[]> {
    const { weights, folder, rows } = options;
    const shipped = await readShippedRows(rows);
    const kept = await readHead(folder, keyOf(weights, questionOf(prompts.analyst())), log);
    // An operator's rows are not forgotten for newer ones of ours.
    if (kept && (kept.made.added > 0 || kept.made.shipped === hashOf(shipped))) own = kept;
    return shipped;
  }

  async function fitFor(signal: AbortSignal): Promise<void> {
    const shipped = await load();
    if (current()) return;
    log.info(`${model.id} has no calibration: one is fitted in the background on ${shipped.length} messages`);
    const fitted = await calibrate({
      ...options,
      ...{ prompt: prompts.analyst(), shipped, added: [], signal },
      progress: (read, of) => (progress = { read, of }),
    });
    own = fitted;
    progress = null;
    log.info({ ...fitted.calibration.figures?.['here'] }, calibratedLine(model.id, fitted));
  }

  /** Until there is a calibration for the prompt in force. */
  async function fitInTheEnd(signal: AbortSignal): Promise<void> {
    while (!current() && !signal.aborted) {
      try {
        await fitFor(signal);
      } catch (error) {
        if (signal.aborted || error instanceof ModelClosedError) return;
        log.warn(`${model.id} could not be calibrated and is tried again later (${reasonOf(error)})`);
        const pause = error instanceof ModelUnavailableError ? Math.max(error.retryAfterMs, PAUSE) : PAUSE;
        await clock.wait(pause, signal).catch(() => undefined);
      } finally {
        progress = null;
      }
    }
  }

  /** From one prompt to the next. */
  async function keepUp(): Promise<void> {
    const stopped = stopping.signal;
    while (!stopped.aborted) {
      const { version } = prompts.analyst();
      const replaced = new AbortController();
      const unhear = prompts.onSave(() => {
        if (prompts.analyst().version !== version) replaced.abort();
      });
      const signal = AbortSignal.any([stopped, replaced.signal]);
      await fitInTheEnd(signal);
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      unhear();
    }
  }

  return {
    current,
    progress: () => progress,
    async load() {
      if (current()) return;
      await load().catch((error: unknown) => log.warn(reasonOf(error)));
    },
    start() {
      running = keepUp();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** What was fitted, and how good it is. */
export function calibratedLine(model: string, { calibration, made }: KeptHead): string {
  const { right, falseNegative, error } = qualityOf(calibration);
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(0));
  return (
    `${model} is calibrated here, on ${made.rows} messages: of 100 ${figure(right)} are right, ` +
    `of 100 that are not negative ${figure(falseNegative)} are called so, calibration error ${figure(error)} points`
  );
}
