// Quiet channels of one server whose mood turns in all of them at once: each watched alone, and all together by the mean of
// their odds. A mean of e-values is an e-value whatever their dependence (Vovk & Wang 2021, Ann. Stat. 49, 1736–1754).
import { DEFAULT_PRIOR } from '../../src/mood/baseline.ts';
import { calmAgain, initialSpike, stepSpike, type SpikeState } from '../../src/mood/spike.ts';
import { oddsOf } from '../../src/mood/turn.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';
import { messages, randomFrom, type Written } from './generator.ts';
import { START } from './settings.ts';
import { newTally, type Tally } from './tally.ts';

export interface ServerTrial {
  /** Added to the mean share of negative messages of every channel. */
  readonly by: number;
  /** Servers by number, `to` not among them. */
  readonly from: number;
  readonly to: number;
}

/** The channels of a server. */
export const QUIET = 12;
const RATE = 6;
const WEEK = 7 * DAY;
const CAUGHT_WITHIN = 3 * HOUR;

const BOUNDS = [25, 50, 100, 200, 400, 800, 1600, 3200];
export const ALONE = 'each channel alone';
export const TOGETHER = 'all together';

interface Heard extends Written {
  readonly channel: number;
}

/** The messages of all channels in time order. */
function heardIn(server: number, by: number): { shiftAt: number; heard: Heard[] } {
  const random = randomFrom(server * 104_729 + 1);
  const shiftAt = START + 2 * WEEK + random() * DAY;
  const heard = Array.from({ length: QUIET }, (_, channel) => {
    const model = { rate: RATE, mean: 0.15, rho: 0.063, shift: { at: shiftAt, by } };
    const own = randomFrom(server * 104_729 + 2 + channel * 7919);
    return [...messages(model, START, shiftAt + CAUGHT_WITHIN, own)].map((one) => ({ ...one, channel }));
  });
  return { shiftAt, heard: heard.flat().sort((a, b) => a.at - b.at) };
}

export function runServers({ by, from, to }: ServerTrial): Tally[] {
  const alone = newTally(ALONE, [1]);
  const together = newTally(TOGETHER, BOUNDS);
  for (let server = from; server < to; server += 1) runServer(server, by, alone, together);
  return [alone, together];
}

function runServer(server: number, by: number, alone: Tally, together: Tally): void {
  const { shiftAt, heard } = heardIn(server, by);
  const channels = Array.from({ length: QUIET }, (): SpikeState => initialSpike(DEFAULT_PRIOR));
  const odds = channels.map(() => 0);
  const counters = [alone, together].map((tally) => counterOf(tally, shiftAt));
  for (const message of heard) {
    const held = channels[message.channel];
    if (!held) continue;
    const before = held.alert ? (calmAgain(held, message.at)?.state ?? held) : held;
    const { state, outcome } = stepSpike(before, message, { sensitivity: 'normal' });
    channels[message.channel] = state;
    const current = state.slots.filter((slot) => slot.at >= state.carried.hour);
    odds[message.channel] = oddsOf(state.carried, current);
    const mean = odds.reduce((sum, one) => sum + one, 0) / QUIET;
    const isNew = outcome.kind === 'spike' && !before.alert;
    counters[0]?.(message.at, isNew ? 1 : 0);
    counters[1]?.(message.at, message.weight > 0 ? mean : 0);
  }
  for (const tally of [alone, together]) {
    tally.quiet += shiftAt - START - WEEK;
    tally.shifts += 1;
  }
}

/** Alarms less than an hour apart are one incident; an incident from before the shift does not hide it. */
function counterOf(tally: Tally, shiftAt: number): (at: number, score: number) => void {
  const last = tally.bounds.map(() => -Infinity);
  const seen = tally.bounds.map(() => false);
  let since = 0;
  return (at, score) => {
    const isShifted = at >= shiftAt;
    if (isShifted && since++ === 0) last.fill(-Infinity);
    for (let i = 0; i < tally.bounds.length && score >= (tally.bounds[i] ?? Infinity); i += 1) {
      const isNew = at - (last[i] ?? 0) > HOUR;
      last[i] = at;
      if (!isNew) continue;
      if (isShifted && !seen[i]) {
        seen[i] = true;
        tally.delays[i]?.push(since);
      } else if (!isShifted && at >= START + WEEK) {
        tally.falseAlarms[i] = (tally.falseAlarms[i] ?? 0) + 1;
      }
    }
  };
}
