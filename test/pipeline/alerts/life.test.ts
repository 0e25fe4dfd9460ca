import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelId, guildId } from '../../../src/ids.ts';
import { HOUR, MINUTE } from '../../../src/mood/window.ts';
import { foldOf } from '../../../src/pipeline/alerts/folding.ts';
import { changeFor, COOLDOWN, hasWorsened, stateOf, type Wish } from '../../../src/pipeline/alerts/life.ts';
import type { Incident, IncidentState } from '../../../src/store/store.ts';

const start = Date.UTC(2026, 9, 13, 12);
const evidence = {
  negative: 18,
  total: 40,
  expected: 6,
  interval: [2, 10],
  authors: 5,
  since: start,
} as const;
const fresh: Incident = {
  id: '1',
  guildId: guildId.parse('1'),
  channelId: channelId.parse('10'),
  state: 'open',
  openedAt: start,
  resolvedAt: null,
  evidence,
  alertChannelId: null,
  messageId: null,
  revision: 1,
  snoozed: null,
  slowMode: null,
  leadId: null,
  history: [],
};
const slowMode = { before: 0, set: 10 };
const after = (incident: Incident, wish: Wish, now: number): Incident => {
  const change = changeFor(incident, wish, now);
  if (typeof change === 'string') return incident;
  const history = [...incident.history, { act: wish.act, at: now, by: null }];
  return { ...incident, ...change, history, revision: incident.revision + 1 };
};

const anyWish: fc.Arbitrary<Wish> = fc.oneof(
  fc
    .constantFrom(
      'acknowledged',
      'woken',
      'worsened',
      'reopened',
      'resolved',
      'thread',
      'slow mode undone',
      'escalated',
    )
    .map((act) => ({ act })),
  fc.constantFrom(HOUR, 24 * HOUR).map((forMs) => ({ act: 'snoozed', forMs }) as const),
  fc.constant({ act: 'false alarm', reason: '' } as const),
  fc.constant({ act: 'slow mode', slowMode } as const),
);
const anyLife = fc.array(fc.tuple(anyWish, fc.integer({ min: 1, max: 3 * HOUR })), { maxLength: 30 });

/** Every state on the way, with its moment. */
function lived(life: readonly (readonly [Wish, number])[]): { incident: Incident; now: number }[] {
  const states = [{ incident: fresh, now: start }];
  for (const [wish, pause] of life) {
    const { incident, now } = states.at(-1)!;
    states.push({ incident: after(incident, wish, now + pause), now: now + pause });
  }
  return states;
}

describe('the life of an incident', () => {
  it('takes no act twice in a row, and says so', () => {
    fc.assert(
      fc.property(anyLife, anyWish, (life, wish) => {
        const { incident, now } = lived(life).at(-1)!;
        const once = after(incident, wish, now);
        expect(['already', 'over', 'judged']).toContain(changeFor(once, wish, now));
      }),
    );
  });

  it('is over once it is resolved, and only what turns again within the hour opens it again', () => {
    fc.assert(
      fc.property(anyLife, anyWish, fc.integer({ min: 0, max: 5 * HOUR }), (life, wish, pause) => {
        const ended = after(
          { ...lived(life).at(-1)!.incident, resolvedAt: null },
          { act: 'resolved' },
          start,
        );
        const next = after(ended, wish, start + pause);
        const isAgain = next.resolvedAt === null;
        expect(isAgain).toBe(wish.act === 'reopened' && ended.state === 'resolved' && pause < COOLDOWN);
      }),
    );
  });

  it('keeps a false alarm a false alarm to the end', () => {
    fc.assert(
      fc.property(anyLife, anyLife, (before, later) => {
        let { incident } = lived(before).at(-1)!;
        incident = after(incident, { act: 'false alarm', reason: '' }, start);
        for (const [wish, pause] of later) incident = after(incident, wish, start + pause);
        expect(incident.state).toBe('false alarm');
      }),
    );
  });

  it('is quiet while it is snoozed, and calls once at most for what got worse meanwhile', () => {
    const snoozed = after(fresh, { act: 'snoozed', forMs: HOUR }, start);
    const worse = { ...snoozed, evidence: { ...evidence, negative: 39 } };
    expect(hasWorsened(worse, start + HOUR - 1)).toBe(false);
    expect(hasWorsened(snoozed, start + HOUR)).toBe(false);
    expect(hasWorsened(worse, start + HOUR)).toBe(true);
    const told = after(worse, { act: 'worsened' }, start + HOUR);
    expect(told).toMatchObject({ state: 'open', snoozed: null });
    expect(hasWorsened(told, start + 9 * HOUR)).toBe(false);
    const acknowledged = after(worse, { act: 'acknowledged' }, start + MINUTE);
    expect(hasWorsened(acknowledged, start + 9 * HOUR)).toBe(false);
  });
});

describe('channels that turn together', () => {
  const states: IncidentState[] = ['open', 'acknowledged', 'snoozed', 'false alarm'];
  const anyLive = fc
    .array(
      fc.record({
        state: fc.constantFrom(...states),
        ago: fc.integer({ min: 0, max: 3 * HOUR }),
        leadId: fc.option(fc.constantFrom('2', '3')),
      }),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map(({ state, ago, leadId }, n): Incident => ({
        ...fresh,
        id: String(n + 2),
        channelId: channelId.parse(String(n + 20)),
        state,
        openedAt: start - ago,
        leadId,
      })),
    );

  it('never go into what is snoozed or a false alarm: those hide no other channel’s spike', () => {
    fc.assert(
      fc.property(anyLive, (live) => {
        const fold = foldOf(fresh, [...live, fresh]);
        if (!fold) return;
        const joined = live.filter(({ id, leadId }) => id === fold.leadId || leadId === fold.leadId);
        expect(joined.some(({ state }) => state === 'open' || state === 'acknowledged')).toBe(true);
        expect(stateOf([...joined, fresh])).toBe('open');
        expect(fold.joining.map(({ id }) => id)).toContain(fresh.id);
      }),
    );
  });

  it('are one from the third within a quarter of an hour on; two, or three in an hour, stand alone', () => {
    const one = (n: number, ago: number): Incident => ({ ...fresh, id: String(n), openedAt: start - ago });
    expect(foldOf(fresh, [one(2, MINUTE), fresh])).toBeNull();
    expect(foldOf(fresh, [one(3, 50 * MINUTE), one(2, MINUTE), fresh])).toBeNull();
    const fold = foldOf(fresh, [one(3, 10 * MINUTE), one(2, MINUTE), fresh]);
    expect(fold?.leadId).toBe('3');
    expect(fold?.joining.map(({ id }) => id)).toEqual(['2', '1']);
    const fourth = foldOf(fresh, [{ ...one(2, 40 * MINUTE), leadId: '3' }, fresh]);
    expect(fourth).toMatchObject({ leadId: '3', joining: [{ id: '1' }] });
  });

  it('need somebody as long as one of them does', () => {
    const state = (...states: IncidentState[]) => stateOf(states.map((one) => ({ ...fresh, state: one })));
    expect(state('acknowledged', 'open', 'snoozed')).toBe('open');
    expect(state('acknowledged', 'false alarm')).toBe('acknowledged');
    expect(
      stateOf([
        { ...fresh, state: 'resolved', resolvedAt: 1 },
        { ...fresh, state: 'snoozed' },
      ]),
    ).toBe('snoozed');
  });
});
