import { expect, it } from 'vitest';
import { endsWithin, orAborted, withDeadline } from '../../src/flow/aborting.ts';
import { manualClock } from '../manualClock.ts';

const never = new Promise<never>(() => {});
const late = () => new Error('late');
const reason = new Error('the program stops');

it('what is waited for is left when the signal aborts, with its reason', async () => {
  const stopping = new AbortController();
  expect(await orAborted(Promise.resolve(7), stopping.signal)).toBe(7);
  const waiting = orAborted(never, stopping.signal);
  stopping.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(orAborted(never, stopping.signal)).rejects.toBe(reason);
});

it('what ends in time is told from what does not', async () => {
  const clock = manualClock();
  expect(await endsWithin(Promise.resolve(), 100, clock)).toBe(true);
  const ended = endsWithin(never, 100, clock);
  await clock.advance(100);
  expect(await ended).toBe(false);
});

it('work hears that its time is up, or that the signal aborted, whichever is first', async () => {
  const clock = manualClock();
  const stopping = new AbortController();
  const deadline = { ms: 100, clock, signal: stopping.signal, late };
  expect(await withDeadline(deadline, () => Promise.resolve(7))).toBe(7);
  const slow = withDeadline(deadline, (until) => orAborted(never, until));
  const heard = expect(slow).rejects.toThrow('late');
  await clock.advance(100);
  await heard;
  const stopped = withDeadline(deadline, (until) => orAborted(never, until));
  stopping.abort(reason);
  await expect(stopped).rejects.toBe(reason);
});
