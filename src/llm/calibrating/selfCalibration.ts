// A model without a calibration gets one in the background: fitted once on labelled rows, kept, used without a restart.
import { reasonOf } from '../../errors.ts';
import type { Clock } from '../../clock.ts';
import { MINUTE } from '../../mood/window.ts';
import { qualityOf, type Calibration } from '../calibration.ts';
import { ModelClosedError, ModelUnavailableError, type Model } from '../model.ts';
import type { Prompts } from '../prompts.ts';
import { calibrate, questionOf, type CalibrateOptions } from './calibrate.ts';
import { keyOf, readHead, type KeptHead } from './keptHead.ts';
import { hashOf, readShippedRows, type LabelledRow } from './rows.ts';

export interface SelfCalibration {
  /** That of the prompt in force; null where there is none yet. */
  readonly current: () => Calibration | null;
  /** Rows read, of how many; null while nothing is being fitted. */
  readonly progress: () => Progress | null;
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

/** What is known so far. */
interface State {
  /** The newest head that was fitted here, of whichever prompt. */
  own: KeptHead | null;
  progress: Progress | null;
}

export function createSelfCalibration(options: SelfCalibrationOptions): SelfCalibration {
  const stopping = new AbortController();
  const state: State = { own: null, progress: null };
  let running: Promise<void> = Promise.resolve();
  return {
    current: () => inForce(options, state),
    progress: () => state.progress,
    async load() {
      if (inForce(options, state)) return;
      await loadKept(options, state).catch((error: unknown) => options.log.warn(reasonOf(error)));
    },
    start() {
      running = keepUp(options, state, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function inForce({ prompts, ships }: SelfCalibrationOptions, { own }: State): Calibration | null {
  const { version } = prompts.analyst();
  return [ships, own?.calibration ?? null].find((one) => one?.prompt === version) ?? null;
}

/** Takes what is kept for the prompt in force. The rows that ship. */
async function loadKept(options: SelfCalibrationOptions, state: State): Promise<readonly LabelledRow[]> {
  const { prompts, weights, folder, rows, log } = options;
  const shipped = await readShippedRows(rows);
  const kept = await readHead(folder, keyOf(weights, questionOf(prompts.analyst())), log);
  // An operator's rows are not forgotten for newer ones of ours.
  if (kept && (kept.made.added > 0 || kept.made.shipped === hashOf(shipped))) state.own = kept;
  return shipped;
}

/** From one prompt to the next, until `stopped` aborts. */
async function keepUp(options: SelfCalibrationOptions, state: State, stopped: AbortSignal): Promise<void> {
  const { prompts } = options;
  while (!stopped.aborted) {
    const { version } = prompts.analyst();
    const replaced = new AbortController();
    const unhear = prompts.onSave(() => {
      if (prompts.analyst().version !== version) replaced.abort();
    });
    const signal = AbortSignal.any([stopped, replaced.signal]);
    await fitInTheEnd(options, state, signal);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    unhear();
  }
}

/** Until there is a calibration for the prompt in force. */
async function fitInTheEnd(
  options: SelfCalibrationOptions,
  state: State,
  signal: AbortSignal,
): Promise<void> {
  const { model, clock, log } = options;
  const isOver = () => signal.aborted;
  while (!inForce(options, state) && !isOver()) {
    try {
      await fitOnce(options, state, signal);
    } catch (error) {
      if (isOver() || error instanceof ModelClosedError) return;
      log.warn(`${model.id} could not be calibrated and is tried again later (${reasonOf(error)})`);
      const pause = error instanceof ModelUnavailableError ? Math.max(error.retryAfterMs, PAUSE) : PAUSE;
      await clock.wait(pause, signal).catch(() => undefined);
    } finally {
      state.progress = null;
    }
  }
}

async function fitOnce(options: SelfCalibrationOptions, state: State, signal: AbortSignal): Promise<void> {
  const { model, prompts, log } = options;
  const shipped = await loadKept(options, state);
  if (inForce(options, state)) return;
  log.info(`${model.id} has no calibration: one is fitted in the background on ${shipped.length} messages`);
  const fitted = await calibrate({
    ...options,
    ...{ prompt: prompts.analyst(), shipped, added: [], signal },
    progress: (read, of) => (state.progress = { read, of }),
  });
  state.own = fitted;
  state.progress = null;
  log.info({ ...fitted.calibration.figures?.['here'] }, calibratedLine(model.id, fitted));
}

/** What was fitted, and how good it is. */
function calibratedLine(model: string, { calibration, made }: KeptHead): string {
  const { right, falseNegative, error } = qualityOf(calibration);
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(0));
  return (
    `${model} is calibrated here, on ${made.rows} messages: of 100 ${figure(right)} are right, ` +
    `of 100 that are not negative ${figure(falseNegative)} are called so, calibration error ${figure(error)} points`
  );
}
