// After a change of the judge a channel's normal is learned anew. Until then nothing in it is a spike.
import type { Baseline } from './baseline.ts';
import { stepSpike, type SpikeMessage, type SpikeOptions, type SpikeState, type SpikeStep } from './spike.ts';
import { DAY } from './window.ts';

/** Independent messages that tell a channel's normal: they have three times the say of the prior. */
const ENOUGH = 30;
/** A channel as quiet as that is then watched as a new one is, in milliseconds. */
export const LONGEST_RELEARNING = 3 * DAY;

/** `since`: when the judge changed, milliseconds since 1970; 0: never. `baseline` has learned nothing from before. */
function isRelearning({ weight }: Baseline, since: number, now: number): boolean {
  return since > 0 && now - since < LONGEST_RELEARNING && weight < ENOUGH;
}

/** As stepSpike, and calm while the normal is relearned: such hours are learned. */
export function stepWatched(
  before: SpikeState,
  message: SpikeMessage,
  options: SpikeOptions,
  since: number,
): SpikeStep {
  const step = stepSpike(before, message, options);
  if (step.outcome.kind === 'calm' || !isRelearning(step.state.baseline, since, message.at)) return step;
  return { state: { ...step.state, alert: null }, outcome: { kind: 'calm' } };
}
