import fc from 'fast-check';
import { expect, it } from 'vitest';
import { looksLikeRaid, type Newcomer } from '../../src/mood/raid.ts';
import { DAY, HOUR } from '../../src/mood/window.ts';

const SINCE = Date.UTC(2026, 0, 5);
const old: Newcomer = { createdAt: SINCE - 400 * DAY, joinedAt: SINCE - 90 * DAY };
const fresh: Newcomer = { createdAt: SINCE - 2 * DAY, joinedAt: null };
const joined: Newcomer = { createdAt: SINCE - 400 * DAY, joinedAt: SINCE - HOUR };
const of = (n: number, one: Newcomer) => Array.from({ length: n }, () => one);

it.each([
  ['three new accounts', of(3, fresh), true],
  ['three who just joined', of(3, joined), true],
  ['as many new people as old ones', [...of(3, fresh), ...of(3, old)], true],
  ['mostly people who have long been there', [...of(3, fresh), ...of(4, old)], false],
  ['two new people', of(2, fresh), false],
  ['nobody', [], false],
  ['old accounts of which nobody knows when they joined', of(9, { ...old, joinedAt: null }), false],
])('%s: %#', (_, people, isRaid) => {
  expect(looksLikeRaid(people, SINCE)).toBe(isRaid);
});

it('more new people never make it less of a raid', () => {
  const person = fc.constantFrom(old, fresh, joined);
  fc.assert(
    fc.property(fc.array(person, { maxLength: 12 }), (people) => {
      if (looksLikeRaid(people, SINCE)) expect(looksLikeRaid([...people, fresh], SINCE)).toBe(true);
    }),
  );
});
