// How often the watcher cries wolf and how soon it sees a shift, on the generator's channels.
import { DEFAULT_PRIOR } from '../../src/mood/baseline.ts';
import { calmAgain, initialSpike, stepSpike, type Sensitivity } from '../../src/mood/spike.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { messages, randomFrom } from './generator.ts';

export interface Setting {
  readonly rate: number;
  readonly rho: number;
  readonly sensitivity: Sensitivity;
  /** Channels, each with a week to learn, about a week that is measured, and one shift. */
  readonly channels: number;
}

export interface Figures {
  readonly falsePerWeek: number;
  /** Share of the shifts that were seen within 3 hours. */
  readonly caught: number;
  /** Messages from the shift to the alert, a shift that was not seen counting as the longest; null where fewer than half were. */
  readonly medianDelay: number | null;
}

const START = 20_000 * DAY;
const LEARNING = 7 * DAY;
const SEEN_WITHIN = 3 * HOUR;

export function measure({ rate, rho, sensitivity, channels }: Setting): Figures {
  let [falseAlarms, measured] = [0, 0];
  const delays: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const random = randomFrom(channel * 7919 + 1);
    const shift = { at: START + 2 * LEARNING + random() * DAY, by: 0.35 };
    const model = { rate, mean: 0.15, rho, shift };
    let state = initialSpike(DEFAULT_PRIOR);
    let since = 0;
    let delay: number | null = null;
    for (const message of messages(model, START, shift.at + SEEN_WITHIN, random)) {
      state = calmAgain(state, message.at)?.state ?? state;
      const isShifted = message.at >= shift.at;
      // A false alarm that is still open at the shift is closed, or it would hide the catch.
      if (isShifted && since++ === 0) state = { ...state, alert: null };
      const wasOpen = state.alert !== null;
      const step = stepSpike(state, message, { sensitivity });
      state = step.state;
      if (wasOpen || step.outcome.kind === 'calm') continue;
      if (isShifted) delay ??= since;
      else if (message.at >= START + LEARNING) falseAlarms++;
    }
    measured += shift.at - START - LEARNING;
    if (delay !== null) delays.push(delay);
  }
  delays.sort((a, b) => a - b);
  return {
    falsePerWeek: falseAlarms / (measured / (7 * DAY)),
    caught: delays.length / channels,
    medianDelay: delays[Math.floor(channels / 2)] ?? null,
  };
}
