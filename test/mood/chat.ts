// Chat for the spike tests: short runs of messages, calm days, and a fold over them.
import { messages, randomFrom } from '../../bench/spike/generator.ts';
import { stepSpike, type Sensitivity, type SpikeMessage, type SpikeState } from '../../src/mood/spike.ts';
import type { Evidence } from '../../src/mood/evidence.ts';
import { DAY, MINUTE } from '../../src/mood/window.ts';

export const START = 20_000 * DAY;

/** The state after all messages, each step's evidence (null: calm), and the evidence alone. */
export function fold(from: SpikeState, all: Iterable<SpikeMessage>, sensitivity: Sensitivity = 'normal') {
  let state = from;
  const steps: (Evidence | null)[] = [];
  for (const message of all) {
    const step = stepSpike(state, message, { sensitivity });
    state = step.state;
    steps.push(step.outcome.kind === 'spike' ? step.outcome.evidence : null);
  }
  return { state, steps, spikes: steps.filter((evidence) => evidence !== null) };
}
/** One message a minute, all of these labels by turns, from this many authors. */
export const said = (count: number, labels: string, authors: number, from = START): SpikeMessage[] =>
  Array.from({ length: count }, (_, i) => ({
    at: from + i * MINUTE,
    author: `author-${i % authors}`,
    weight: labels[i % labels.length] === '-' ? 1 : 0,
  }));

export const angry = (from: number, count = 22) => said(count, '-', 6, from);

/** Two days of a calm channel, at 20 messages an hour. */
export const calmDays = () => [
  ...messages({ rate: 20, mean: 0.1, rho: 0.016 }, START, START + 2 * DAY, randomFrom(5)),
];
