// Long work in steps, so that other work runs in between.
import { setImmediate as breathe } from 'node:timers/promises';

/** What the generator returns at last. Each `yield` lets other work run. */
export async function inSteps<T>(steps: Iterator<undefined, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe();
  }
}
