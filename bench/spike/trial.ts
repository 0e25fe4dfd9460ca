// Runs channels one by one: every rule and the watcher get the same messages, and alarms are counted.
import { DEFAULT_PRIOR } from '../../src/mood/baseline.ts';
import { calmAgain, initialSpike, stepSpike } from '../../src/mood/spike.ts';
import { HOUR } from '../../src/mood/window.ts';
import type { Rule } from './detector.ts';
import { messages, randomFrom, type Written } from './generator.ts';
import type { Noise } from './noise.ts';
import { channelOf, START, type Setting } from './settings.ts';
import { newTally, type Tally } from './tally.ts';

/** Takes the messages of a channel; returns up to which bound this message opens an incident (-1: none). */
interface Runner {
  readonly tally: Tally;
  /** Forgets open incidents, because an open incident hides the next one. */
  close(): void;
  hear(message: Written, opened: (index: number, isOnePerson: boolean) => void): void;
}

/** Alarms less than an hour apart are one incident. */
function runnerOf(rule: Rule): { tally: Tally; start: () => Runner } {
  const tally = newTally(rule.name, rule.bounds);
  const start = () => {
    const score = rule.start();
    const last = rule.bounds.map(() => -Infinity);
    return {
      tally,
      close: () => void last.fill(-Infinity),
      hear(message: Written, opened: (index: number, isOnePerson: boolean) => void) {
        const reached = score(message);
        for (let i = 0; i < rule.bounds.length && reached >= (rule.bounds[i] ?? 0); i++) {
          if (message.at - (last[i] ?? 0) > HOUR) opened(i, false);
          last[i] = message.at;
        }
      },
    };
  };
  return { tally, start };
}

/** The watcher, once for each strictness; incidents end as they do for moderators. */
function watcherOf(strictnesses: readonly number[]): { tally: Tally; start: () => Runner } {
  const tally = newTally('the watcher', strictnesses);
  const start = () => {
    const states = strictnesses.map(() => initialSpike(DEFAULT_PRIOR));
    return {
      tally,
      close: () => states.forEach((state, i) => (states[i] = { ...state, alert: null })),
      hear(message: Written, opened: (index: number, isOnePerson: boolean) => void) {
        for (let i = 0; i < strictnesses.length; i++) {
          const held = states[i];
          if (!held) continue;
          const before = held.alert ? (calmAgain(held, message.at)?.state ?? held) : held;
          const strictness = strictnesses[i] ?? 1;
          const { state, outcome } = stepSpike(before, message, { sensitivity: 'normal', strictness });
          states[i] = state;
          if (outcome.kind === 'spike' && !before.alert) {
            opened(i, (outcome.evidence.topAuthorShare ?? 0) > 0.5);
          }
        }
      },
    };
  };
  return { tally, start };
}

export interface Trial {
  readonly setting: Setting;
  readonly rules: (setting: Setting) => readonly Rule[];
  /** Of the watcher: 1 is sensitivity normal. */
  readonly strictnesses: readonly number[];
  /** Channels by number, `to` not among them. */
  readonly from: number;
  readonly to: number;
  /** The judge's mistakes; left out: there are none. */
  readonly noise?: Noise | undefined;
}

export function runTrial({ setting, rules, strictnesses, from, to, noise }: Trial): Tally[] {
  const entrants = [
    ...rules(setting).map(runnerOf),
    ...(strictnesses.length > 0 ? [watcherOf(strictnesses)] : []),
  ];
  for (let channel = from; channel < to; channel++) {
    runChannel(
      setting,
      channel,
      entrants.map(({ start }) => start()),
      noise,
    );
  }
  return entrants.map(({ tally }) => tally);
}

function runChannel(
  setting: Setting,
  channel: number,
  runners: readonly Runner[],
  noise: Noise | undefined,
): void {
  const { shiftAt, random } = channelOf(setting, channel);
  const quietFrom = START + setting.learning;
  const seen = runners.map(({ tally }) => tally.bounds.map(() => false));
  let since = 0;
  // A source of its own, so that the messages are the same with and without mistakes.
  const chance = randomFrom(channel * 7919 + 2);
  for (const written of messages(setting.model(shiftAt), START, shiftAt + setting.caughtWithin, random)) {
    const message = noise ? noise.misread(written, chance) : written;
    const isShifted = message.at >= shiftAt;
    if (isShifted && since++ === 0) runners.forEach((runner) => runner.close());
    runners.forEach((runner, r) => {
      const { tally } = runner;
      runner.hear(message, (index, isOnePerson) => {
        if (!isShifted) {
          if (message.at >= quietFrom) tally.falseAlarms[index] = (tally.falseAlarms[index] ?? 0) + 1;
          return;
        }
        const already = seen[r];
        if (!already || already[index]) return;
        already[index] = true;
        tally.delays[index]?.push(since);
        if (isOnePerson) tally.named[index] = (tally.named[index] ?? 0) + 1;
      });
    });
  }
  for (const { tally } of runners) {
    tally.quiet += shiftAt - quietFrom;
    tally.shifts += 1;
  }
}
