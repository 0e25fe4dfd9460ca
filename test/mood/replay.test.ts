import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messages, RAIDER, randomFrom } from '../../bench/spike/generator.ts';
import { asRaised, replay, startReplay, type Replayed, type ReplayMessage } from '../../src/mood/replay.ts';
import { SENSITIVITIES } from '../../src/mood/spike.ts';
import { DAY, HOUR, MINUTE } from '../../src/mood/window.ts';
import { START } from './chat.ts';

const SHIFT = START + 3 * DAY + 20 * MINUTE;
const usual = { rate: 30, mean: 0.1, rho: 0.016 };

const channel = (name: string, seed: number, model: Partial<Parameters<typeof messages>[0]> = {}) =>
  [...messages({ ...usual, ...model }, START, START + 4 * DAY, randomFrom(seed))].map(
    (message): ReplayMessage => ({ ...message, channel: name }),
  );
const turned = (name: string, seed: number) => channel(name, seed, { shift: { at: SHIFT, by: 0.7 } });
const inTime = (...all: ReplayMessage[][]) => all.flat().sort((a, b) => a.at - b.at);

describe('a replay', () => {
  it('says which channel turned, and when', () => {
    const incidents = replay(inTime(channel('calm', 2), turned('turned', 8)), { sensitivity: 'normal' });
    expect(incidents.map((incident) => incident.channel)).toContain('turned');
    expect(incidents.map((incident) => incident.channel)).not.toContain('calm');
    const first = incidents[0]!;
    expect(first.openedAt).toBeGreaterThan(SHIFT);
    expect(first.openedAt).toBeLessThan(SHIFT + 2 * HOUR);
  });

  it('gives, one message at a time, what it gives of all at once, without holding them', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.constantFrom(...SENSITIVITIES), (seed, sensitivity) => {
        const all = inTime(turned('a', seed), turned('b', seed + 100));
        const run = startReplay({ sensitivity });
        const ended = [...all.flatMap((message) => run.see(message)), ...run.finish()];
        const byOpening = ended.sort((a, b) => a.openedAt - b.openedAt);
        expect(byOpening).toEqual(replay(all, { sensitivity }));
      }),
      { numRuns: 10 },
    );
  });

  it('raises no less of what is clear at a higher sensitivity', () => {
    for (const sensitivity of SENSITIVITIES) {
      expect(replay(turned('a', 3), { sensitivity }).length).toBeGreaterThan(0);
    }
  });

  it('leaves open at the end what was not calm again, and ends what fell silent', () => {
    const all = turned('a', 4).filter(({ at }) => at < SHIFT + 2 * HOUR);
    expect(replay(all, { sensitivity: 'normal' }).at(-1)!.resolvedAt).toBeNull();
    const last = all.at(-1)!;
    const later = { ...last, channel: 'b', at: last.at + 3 * HOUR };
    expect(replay([...all, later], { sensitivity: 'normal' }).at(-1)!.resolvedAt).toBe(last.at + HOUR);
  });

  it('tells a raid of one from many who are angry', () => {
    const raid = { from: SHIFT, to: SHIFT + 40 * MINUTE, rate: 90 };
    const share = (all: readonly ReplayMessage[]) =>
      replay(all, { sensitivity: 'high' }).find(({ openedAt }) => openedAt > SHIFT)!.evidence.topAuthorShare!;
    const raided = channel('a', 5, { raid });
    expect(raided.some(({ author }) => author === RAIDER)).toBe(true);
    expect(share(raided)).toBeGreaterThan(0.5);
    expect(share(turned('a', 5))).toBeLessThan(0.5);
  });

  it('takes the strictness of each channel', () => {
    const all = inTime(turned('a', 6), turned('b', 7));
    const incidents = replay(all, (name) => ({
      sensitivity: 'normal',
      strictness: name === 'a' ? 1e200 : 1,
    }));
    expect(new Set(incidents.map((incident) => incident.channel))).toEqual(new Set(['b']));
  });
});

describe('an incident of a replay that was raised', () => {
  const evidence = {
    ...{ negative: 14, total: 22, expected: 3, authors: 4, since: START },
    interval: [1, 6] as const,
  };
  const one: Replayed = { channel: 'a', openedAt: START + HOUR, resolvedAt: null, evidence };
  const raised = { ...one, openedAt: START + 2 * HOUR, evidence: { ...evidence, negative: 60 } };

  it('is told as it was raised; others as the replay has them', () => {
    expect(asRaised(one, [raised])).toBe(raised);
    expect(asRaised(one, [{ ...raised, channel: 'b' }])).toBe(one);
    const before = { ...raised, openedAt: START, resolvedAt: START + HOUR - 1 };
    expect(asRaised(one, [before])).toBe(one);
  });
});
