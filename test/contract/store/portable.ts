// The contract of exports: pages of each kind together hold every row once, also where rows come in between.
import { expect, it } from 'vitest';
import { EMPTY_SKETCH } from '../../../src/mood/sketch.ts';
import { PAGE_ROWS, type PortableKind, type PortableRow } from '../../../src/store/portable.ts';
import { DEFAULT_SETTINGS } from '../../../src/store/settings.ts';
import { authorOf, general, guild, idOf, NOON, otherGuild, random } from './fixtures.ts';
import type { StoreUnderTest } from './index.ts';

type Paged = Exclude<PortableKind, 'incident' | 'settings'>;

const tallies = { positive: 1, neutral: 0, negative: 0, uncertain: 0, weight: 0 };
const noKinds = { complaint: 0, hostility: 0, worry: 0, sadness: 0 };
const sketch = Buffer.from(EMPTY_SKETCH).toString('base64');
/** Of each kind a row by its number. What is told apart by channel and time alternates between both. */
export const ROWS: Readonly<Record<Paged, (n: number, server: string) => PortableRow>> = {
  optOut: (n) => ({ kind: 'optOut', userId: authorOf(n) }),
  message: (n) => ({
    ...{ kind: 'message', id: idOf(n + 1), channelId: general, authorId: authorOf(1), revision: 1 },
    // Two at a time.
    createdAt: NOON + Math.floor(n / 2),
    ...{ content: `message ${n}`, verdict: null, corrected: null, failure: null, judgedBy: null },
  }),
  bucket: (n) => ({
    ...{ kind: 'bucket', channelId: [null, general, random][n % 3] ?? null },
    // One a day: MongoDB holds the quarter-hours of a day together.
    ...{ quarter: 1_900_000 + Math.floor(n / 3) * 96, ...tallies, ...noKinds },
  }),
  authors: (n) => ({
    ...{ kind: 'authors', channelId: [null, general, random][n % 3] ?? null },
    ...{ day: 19_800 + Math.floor(n / 3), sketch },
  }),
  claim: (n, server) => ({
    ...{ kind: 'claim', key: `notice:${server}:${n}`, claimedAt: NOON, messageId: null, settled: true },
  }),
  report: (n) => ({
    ...{ kind: 'report', report: n % 2 ? 'summary' : 'daily', from: NOON + n, to: NOON + n + 1 },
    ...{ createdAt: NOON, messageId: null, settledAt: NOON, reason: null },
  }),
  event: (n) => ({
    ...{ kind: 'event', id: String(n), text: `event ${n}`, at: NOON + Math.floor(n / 2), lasts: 0 },
  }),
  delivery: (n, server) => ({
    ...{ kind: 'delivery', key: `${server}:${n}`, target: 'hook', letter: '{}', at: NOON, tries: 1 },
    ...{ dueAt: n % 2 ? NOON : null, settledAt: n % 2 ? null : NOON, reason: null },
  }),
  reset: (n, server) => ({
    ...{ kind: 'reset', channelId: n % 2 ? general : random, userId: authorOf(Math.floor(n / 2)) },
    at: server === guild ? '7' : '8',
  }),
};

/** The row as text, whatever the order of its fields; ids that a store gives itself are none of it. */
const named = (row: PortableRow) =>
  JSON.stringify(
    row,
    Object.keys(row)
      .filter((field) => row.kind !== 'event' || field !== 'id')
      .toSorted(),
  );

export function portableContract(test: StoreUnderTest): void {
  const numbers = Array.from({ length: 2 * PAGE_ROWS + 60 }, (_, n) => n);
  /** Every second six: what alternates by two and by three stays beside its neighbour. */
  const isHeld = (n: number) => Math.floor(n / 6) % 2 === 0;
  const isEarly = (n: number) => n < 100;

  it.each(Object.keys(ROWS) as Paged[])(
    'every row of the kind "%s" is on one page, also where others are written between two pages',
    async (kind) => {
      const { portable } = test.store();
      const rows = (those: (n: number) => boolean, server: string = guild) =>
        numbers.filter(those).map((n) => ROWS[kind](n, server));
      const held = rows(isHeld);
      await portable.put(guild, held);
      const first = await portable.page(guild, kind, '');
      expect(first.next).not.toBeNull();
      const since = rows((n) => isEarly(n) && !isHeld(n));
      await portable.put(guild, since);
      // The keys of these two are unique over all servers.
      if (kind !== 'reset' && kind !== 'message') await portable.put(otherGuild, rows(isEarly, otherGuild));
      const seen = [...first.rows];
      for (let from = first.next; from !== null;) {
        const page = await portable.page(guild, kind, from);
        seen.push(...page.rows);
        from = page.next;
      }
      const names = new Set(seen.map(named));
      expect(names.size).toBe(seen.length);
      expect(held.filter((row) => !names.has(named(row)))).toEqual([]);
      for (const row of [...held, ...since]) names.delete(named(row));
      expect([...names]).toEqual([]);
    },
  );

  it('settings and nothing at all are one page', async () => {
    const { portable } = test.store();
    expect(await portable.page(guild, 'settings', '')).toEqual({ rows: [], next: null });
    const row = { kind: 'settings', settings: DEFAULT_SETTINGS } as const;
    await portable.put(guild, [row]);
    expect(await portable.page(guild, 'settings', '')).toMatchObject({ rows: [row], next: null });
    for (const kind of ['message', 'bucket', 'authors', 'incident', 'event'] as const)
      expect(await portable.page(otherGuild, kind, '')).toEqual({ rows: [], next: null });
  });
}
