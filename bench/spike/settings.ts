// The channels of the spike bench: six main settings, and others with what real channels also do.
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { randomFrom, type ChannelModel, type Random } from './generator.ts';

export interface Setting {
  readonly name: string;
  /** The channel; `shiftAt` is the moment of its shift, if it has one. */
  readonly model: (shiftAt: number) => ChannelModel;
  /** Time before false alarms are counted: a week, or none. */
  readonly learning: number;
  /** How long after `shiftAt` a catch counts. */
  readonly caughtWithin: number;
}

export const START = 20_000 * DAY;
const WEEK = 7 * DAY;
const MEAN = 0.15;
const BY = 0.35;

/** A channel's moment of shift and the random source its messages come from. */
export function channelOf({ learning }: Setting, channel: number): { shiftAt: number; random: Random } {
  const random = randomFrom(channel * 7919 + 1);
  return { shiftAt: START + learning + WEEK + random() * DAY, random };
}

export const settingOf = (rate: number, rho: number): Setting => ({
  name: `${rate}/h ρ ${rho}`,
  model: (at) => ({ rate, mean: MEAN, rho, shift: { at, by: BY } }),
  learning: WEEK,
  caughtWithin: 3 * HOUR,
});

const beside = (name: string, model: Setting['model'], more: Partial<Setting> = {}): Setting => ({
  name,
  model,
  learning: WEEK,
  caughtWithin: 3 * HOUR,
  ...more,
});
const usual = { rate: 20, mean: MEAN, rho: 0.063 };
const wave = (at: number, peak: number) => Math.cos(((at / HOUR - peak) / 24) * 2 * Math.PI);
const isWeekend = (at: number) => [0, 6].includes(new Date(at).getUTCDay());
const volume = (at: number) => (1 + 0.8 * wave(at, 20)) * (isWeekend(at) ? 1.5 : 0.8);

/** All have 20 messages an hour, ρ .063, mean .15 and shift +.35, where nothing else is given. */
export const BESIDE: readonly Setting[] = [
  beside('volume by day and week', (at) => ({ ...usual, volume, shift: { at, by: BY } })),
  beside('mood by day and week (±.08)', (at) => ({
    ...usual,
    volume,
    mood: (now) => 0.06 * wave(now, 2) + (isWeekend(now) ? -0.02 : 0.02),
    shift: { at, by: BY },
  })),
  beside('slow drift, +.2 in 4 weeks', (at) => ({
    ...usual,
    mood: (now) => (0.2 * Math.max(0, now - START - WEEK)) / (4 * WEEK),
    shift: { at, by: BY },
  })),
  beside('slow burn, +.35 within 3 h', (at) => ({ ...usual, shift: { at, by: BY, over: 3 * HOUR } }), {
    caughtWithin: 6 * HOUR,
  }),
  beside('raid: 30 messages of one', (at) => ({
    ...usual,
    raid: { from: at, to: at + 30 * MINUTE, rate: 60 },
  })),
  beside('a calm channel, mean .05', (at) => ({ ...usual, mean: 0.05, shift: { at, by: BY } })),
  beside('a rough channel, mean .4', (at) => ({ ...usual, mean: 0.4, shift: { at, by: BY } })),
  beside('a wild channel, ρ .15', (at) => ({ ...usual, rho: 0.15, shift: { at, by: BY } })),
  beside('new, from its first message', (at) => ({ ...usual, shift: { at, by: BY } }), { learning: 0 }),
  beside('new and rough, mean .4', (at) => ({ ...usual, mean: 0.4, shift: { at, by: BY } }), { learning: 0 }),
];
