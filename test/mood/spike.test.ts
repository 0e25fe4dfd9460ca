import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messages, randomFrom } from '../../bench/spike/generator.ts';
import { DEFAULT_PRIOR } from '../../src/mood/baseline.ts';
import {
  calmAgain,
  initialSpike,
  SENSITIVITIES,
  type SpikeMessage,
  type SpikeState,
} from '../../src/mood/spike.ts';
import { WEIGHT_PARTS } from '../../src/mood/weight.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { angry, calmDays, fold, said, START } from './chat.ts';

const author = fc.integer({ min: 0, max: 6 }).map((n) => `author-${n}`);
/** In whole parts, as verdicts weigh. */
const anyWeight = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: WEIGHT_PARTS }).map((parts) => parts / WEIGHT_PARTS) },
  { weight: 1, arbitrary: fc.constant(0) },
);
/** A message, and its place in a shuffled order. */
const keyed = fc.record({ author, weight: anyWeight, key: fc.nat() });
const gap = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * MINUTE }));
const anyMessages = fc
  .array(fc.record({ gap, author, weight: anyWeight }), { maxLength: 120 })
  .map((rows) => {
    let at = START;
    return rows.map(({ gap, ...said }): SpikeMessage => ({ at: (at += gap), ...said }));
  });

describe('a spike', () => {
  it('is seen when a calm channel turns, and says what was normal', () => {
    const before = fold(initialSpike(DEFAULT_PRIOR), calmDays());
    expect(before.spikes).toEqual([]);
    const { spikes, state } = fold(before.state, angry(START + 2 * DAY));
    expect(spikes.length).toBeGreaterThan(0);
    const { negative, total, expected, interval, authors } = spikes.at(-1)!;
    expect(authors).toBe(6);
    expect(negative).toBeLessThanOrEqual(total);
    expect(expected).toBeGreaterThan(interval[0]);
    expect(expected).toBeLessThan(interval[1]);
    expect(negative).toBeGreaterThan(interval[1]);
    expect(state.alert).not.toBeNull();
  });

  it('is never seen in fewer than 10 messages, 5 negative ones or 3 authors', () => {
    fc.assert(
      fc.property(anyMessages, fc.constantFrom(...SENSITIVITIES), (all, sensitivity) => {
        const { steps } = fold(initialSpike(DEFAULT_PRIOR), all, sensitivity);
        steps.forEach((evidence, i) => {
          if (!evidence) return;
          const { negative, total, authors, since } = evidence;
          const heard = all.slice(0, i + 1).filter((message) => message.at >= since);
          const bad = heard.filter((message) => message.weight > 0);
          expect(Math.min(negative, bad.length)).toBeGreaterThanOrEqual(5);
          expect(Math.min(total, heard.length)).toBeGreaterThanOrEqual(10);
          expect(authors).toBe(new Set(bad.map((message) => message.author)).size);
          expect(authors).toBeGreaterThanOrEqual(3);
        });
      }),
    );
    expect(fold(initialSpike(DEFAULT_PRIOR), angry(START, 9)).spikes).toEqual([]);
    expect(fold(initialSpike(DEFAULT_PRIOR), said(60, '-', 2)).spikes).toEqual([]);
    expect(fold(initialSpike(DEFAULT_PRIOR), said(60, '-', 3)).spikes).not.toEqual([]);
  });

  it('is seen in a channel without a history at whatever minute of the hour a dozen people complain', () => {
    const minutes = fc.integer({ min: 0, max: 2 * 60 * 60 - 1 }).map((seconds) => START + seconds * 1000);
    fc.assert(
      fc.property(
        minutes,
        fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 12, maxLength: 12 }),
        (from, gaps) => {
          let at = from;
          const all = gaps.map((gap, n) => ({ at: (at += gap), author: `author-${n % 5}`, weight: 1 }));
          expect(fold(initialSpike(DEFAULT_PRIOR), all).spikes).not.toEqual([]);
        },
      ),
    );
  });

  it('needs as many messages in the first minutes of an hour as in its last, where nobody wrote before', () => {
    const first = (minute: number) =>
      fold(
        initialSpike(DEFAULT_PRIOR),
        angry(START + minute * MINUTE, 4).flatMap((one) => Array<SpikeMessage>(5).fill(one)),
      ).steps.findIndex((evidence) => evidence !== null);
    expect(first(60)).toBe(first(56));
  });

  it('does not depend on the order of messages of the same moment', () => {
    const calm = fold(initialSpike(DEFAULT_PRIOR), calmDays()).state;
    let spikes = 0;
    fc.assert(
      fc.property(fc.array(fc.array(keyed, { minLength: 1, maxLength: 8 }), { maxLength: 30 }), (moments) => {
        let [one, other] = [calm, calm];
        moments.forEach((moment, i) => {
          const at = START + 2 * DAY + i * MINUTE;
          const group = moment.map((message) => ({ ...message, at }));
          const shuffled = group.toSorted((a, b) => a.key - b.key);
          const [straight, mixed] = [fold(one, group, 'high'), fold(other, shuffled, 'high')];
          [one, other] = [straight.state, mixed.state];
          expect(mixed.state).toEqual(straight.state);
          expect(mixed.spikes.at(-1)).toEqual(straight.spikes.at(-1));
          spikes += straight.spikes.length;
        });
      }),
      { numRuns: 200 },
    );
    expect(spikes).toBeGreaterThan(100);
  });

  it('is a fold: the state is plain JSON and the same input gives the same output', () => {
    fc.assert(
      fc.property(anyMessages, fc.nat(120), (all, cut) => {
        const whole = fold(initialSpike(DEFAULT_PRIOR), all);
        const first = fold(initialSpike(DEFAULT_PRIOR), all.slice(0, cut));
        const frozen = JSON.stringify(first.state);
        const rest = fold(JSON.parse(frozen) as SpikeState, all.slice(cut));
        expect(rest.state).toEqual(whole.state);
        expect([...first.steps, ...rest.steps]).toEqual(whole.steps);
        expect(JSON.stringify(first.state)).toBe(frozen);
      }),
    );
  });

  it('keeps its state small whatever happens', () => {
    const busy = messages({ rate: 2000, mean: 0.3, rho: 0.016 }, START, START + 5 * HOUR, randomFrom(3));
    let i = 0;
    const crowd = [...busy].map((message): SpikeMessage => ({ ...message, author: `author-${i++}` }));
    expect(JSON.stringify(fold(initialSpike(DEFAULT_PRIOR), crowd).state).length).toBeLessThan(12_000);
  });

  it('is not made by messages that come hours late', () => {
    const { state } = fold(initialSpike(DEFAULT_PRIOR), said(30, '.', 5));
    const late = fold(state, angry(START - 6 * HOUR));
    expect(late.spikes).toEqual([]);
    expect(late.state).toEqual(state);
  });

  it('counts a message that comes a little late where it belongs', () => {
    const [first, second, ...rest] = angry(START);
    const inTime = fold(initialSpike(DEFAULT_PRIOR), [first!, second!, ...rest]).state;
    const late = fold(initialSpike(DEFAULT_PRIOR), [second!, first!, ...rest]).state;
    expect(late).toEqual(inTime);
  });

  it('teaches the baseline nothing, nor do the hours around it', () => {
    const calm = fold(initialSpike(DEFAULT_PRIOR), calmDays()).state;
    const spiking = fold(calm, angry(START + 2 * DAY, 60)).state;
    expect(spiking.alert).not.toBeNull();
    const later = fold(spiking, angry(START + 2 * DAY + HOUR, 300)).state;
    expect(later.baseline).toEqual(spiking.baseline);
    const over = calmAgain(later, START + 2 * DAY + 9 * HOUR)!;
    const next = fold(over.state, said(30, '.', 5, START + 3 * DAY)).state;
    expect(next.baseline).toEqual(spiking.baseline);
  });
});

describe('calm again', () => {
  const spiking = () => fold(initialSpike(DEFAULT_PRIOR), angry(START, 40)).state;
  const openedAt = () => spiking().alert!.openedAt;

  it('is said after an hour of silence, with the time the spike began', () => {
    const silent = START + 39 * MINUTE + HOUR;
    expect(calmAgain(spiking(), silent - 1)).toBeNull();
    const over = { openedAt: openedAt(), resolvedAt: silent, isSilent: true, state: { alert: null } };
    expect(calmAgain(spiking(), silent)).toMatchObject(over);
    expect(calmAgain(spiking(), silent + DAY)).toMatchObject(over);
  });

  it('is said once people write as they always did, and not while they are angry', () => {
    const still = fold(spiking(), angry(START + 40 * MINUTE, 40)).state;
    expect(calmAgain(still, START + 80 * MINUTE)).toBeNull();
    const better = fold(spiking(), said(40, '.....-..', 6, START + 45 * MINUTE)).state;
    expect(calmAgain(better, START + 85 * MINUTE)).toMatchObject({ isSilent: false });
  });

  it('is not said of a channel that was calm all along', () => {
    expect(calmAgain(initialSpike(DEFAULT_PRIOR), START)).toBeNull();
  });

  it('lets the next spike be a new one', () => {
    const { state } = calmAgain(spiking(), START + 2 * HOUR)!;
    const next = fold(state, angry(START + 3 * HOUR));
    expect(next.spikes.length).toBeGreaterThan(0);
    expect(next.state.alert?.openedAt).toBeGreaterThan(START + 3 * HOUR);
  });
});
