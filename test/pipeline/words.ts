// A log whose lines tests can wait for.
import type { Log } from '../../src/log.ts';

export interface Words extends Log {
  /** Every line so far. */
  readonly said: readonly string[];
  /** Resolves when this was said, at once where it was said before. */
  heard(text: string): Promise<void>;
}

export function hearingLog(): Words {
  const said: string[] = [];
  let waiting: { text: string; resolve: () => void }[] = [];
  const hear = (...[facts, text]: unknown[]) => {
    said.push(String(typeof facts === 'string' ? facts : text));
    for (const one of waiting) if (said.some((line) => line.includes(one.text))) one.resolve();
    waiting = waiting.filter((one) => !said.some((line) => line.includes(one.text)));
  };
  return {
    said,
    debug: hear,
    info: hear,
    warn: hear,
    error: hear,
    heard: (text) =>
      new Promise((resolve) => {
        if (said.some((line) => line.includes(text))) resolve();
        else waiting.push({ text, resolve });
      }),
  };
}
