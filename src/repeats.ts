// A log in which what says itself over and over is counted: strangers and failing servers must not be able to fill it.
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

/** A sentence that was said is said again after this, in milliseconds, with how often it came meanwhile. */
const PAUSE = 60_000;

interface Held {
  /** How often it came since it was last written. */
  times: number;
  /** Of the newest. */
  facts: unknown;
}

export interface RepeatsLog extends Log {
  /** Writes what is still held back. */
  flush(): void;
}

/**
 * Warnings and errors with the same sentence are written once at once, and then once a minute at most: with the facts
 * of the newest and `times`, how many came since the line before. Everything else passes.
 */
export function countingRepeats(log: Log, clock: Clock): RepeatsLog {
  const held = { warn: new Map<string, Held>(), error: new Map<string, Held>() };

  function write(level: 'warn' | 'error', sentence: string, { times, facts }: Held): void {
    const counted = times > 1 ? { times } : {};
    log[level]({ ...(facts instanceof Error ? { err: facts } : Object(facts)), ...counted }, sentence);
  }

  /** Until a minute passed without it. */
  async function watch(level: 'warn' | 'error', sentence: string): Promise<void> {
    for (;;) {
      await clock.wait(PAUSE);
      const came = held[level].get(sentence);
      if (!came || came.times === 0) break;
      held[level].set(sentence, { times: 0, facts: null });
      write(level, sentence, came);
    }
    held[level].delete(sentence);
  }

  const counting = (level: 'warn' | 'error') => (first: unknown, second?: unknown) => {
    const [facts, sentence] = typeof first === 'string' ? [{}, first] : [first, String(second)];
    const came = held[level].get(sentence);
    if (came) {
      held[level].set(sentence, { times: came.times + 1, facts });
      return;
    }
    held[level].set(sentence, { times: 0, facts: null });
    write(level, sentence, { times: 1, facts });
    void watch(level, sentence);
  };

  return {
    debug: (...said: Parameters<Log['debug']>) => log.debug(...said),
    info: (...said: Parameters<Log['info']>) => log.info(...said),
    warn: counting('warn'),
    error: counting('error'),
    flush() {
      for (const level of ['warn', 'error'] as const) {
        for (const [sentence, came] of held[level]) if (came.times > 0) write(level, sentence, came);
        held[level].clear();
      }
    },
  };
}
