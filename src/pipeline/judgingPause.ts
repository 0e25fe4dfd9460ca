// Why judging waits, and for how long.
import { reasonOf } from '../errors.ts';
import { ModelUnavailableError } from '../llm/model.ts';
import type { Log } from '../log.ts';
import { StoreDamagedError } from '../store/errors.ts';

/** After a failing store, before the next try, in milliseconds. */
const STORE_PAUSE = 5000;
/** Between two tries of a model that cannot be used, whatever it says itself, in milliseconds. */
const MODEL_PAUSE = { least: 1000, most: 60_000 };

export interface JudgingPause {
  /** What judging waits for, if it does. */
  waitsFor(): 'model' | 'store' | null;
  /** Notes why a try failed; milliseconds until the next one. */
  begin(error: unknown): number;
  /** A try went well. */
  end(): void;
}

/** The same reason is logged once, not at every try. */
export function createJudgingPause(log: Log): JudgingPause {
  let waitsFor: 'model' | 'store' | null = null;
  let logged = '';
  return {
    waitsFor: () => waitsFor,
    begin(error) {
      const isModel = error instanceof ModelUnavailableError;
      waitsFor = isModel ? 'model' : 'store';
      const { least, most } = MODEL_PAUSE;
      const waitMs = isModel ? Math.min(most, Math.max(least, error.retryAfterMs)) : STORE_PAUSE;
      const reason = reasonOf(error);
      // Damage ends the program, and is logged where that happens.
      if (reason !== logged && !(error instanceof StoreDamagedError)) {
        if (isModel) log.warn({ reason, waitMs }, 'judging waits: the model cannot be used');
        else log.error({ reason }, 'judging waits: the store cannot be used');
      }
      logged = reason;
      return waitMs;
    },
    end() {
      if (waitsFor !== null) log.info('judging goes on');
      waitsFor = null;
      logged = '';
    },
  };
}
