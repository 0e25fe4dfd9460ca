import { expect, it } from 'vitest';
import { retryAfter } from '../../src/flow/retryAfter.ts';

it('a Retry-After header is read as seconds or as a date, and nonsense is no wish', () => {
  const now = Date.UTC(2026, 4, 5, 12);
  expect(retryAfter('120', now)).toBe(120_000);
  expect(retryAfter('3', now)).toBe(3000);
  expect(retryAfter(' 0.5 ', now)).toBe(500);
  expect(retryAfter('Tue, 05 May 2026 12:01:00 GMT', now)).toBe(60_000);
  expect(retryAfter('Tue, 05 May 2020 12:01:00 GMT', now)).toBe(0);
  expect(retryAfter('soon', now)).toBeNull();
  expect(retryAfter(null, now)).toBeNull();
});
