import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  HOLD,
  startingWith,
  withPass,
  withRoom,
  type ThreadCount,
} from '../../../src/llm/llama/threadCount.ts';

const rooms = (count: ThreadCount, room: number, readings: number, from = 0) =>
  Array.from({ length: readings }, (_, i) => from + (i + 1) * 500).reduce(
    (now, at) => withRoom(now, room, at),
    count,
  );

/** A machine whose passes of one token take `ms(threads, at)`, looked at twice a second while it always evaluates. */
function run(
  start: ThreadCount,
  { room, ms, until }: { room: () => number; ms: (threads: number, at: number) => number; until: number },
) {
  let count: ThreadCount = { ...start, changedAt: 0, notBefore: 0 };
  let looked = 0;
  let changes = 0;
  let evaluated = 0;
  for (let at = 0; at < until;) {
    const { threads } = count;
    const took = ms(threads, at);
    at += took;
    evaluated += 1;
    for (; looked + 500 <= at; looked += 500) count = withRoom(count, room(), looked + 500);
    count = withPass(count, { tokens: 1, threads, ms: took }, at);
    if (count.threads !== threads) changes += 1;
  }
  return { count, changes, evaluated };
}

describe('the number of threads', () => {
  it('starts with as many cores as other programs leave', () => {
    expect(startingWith(2, 2, 0).threads).toBe(2);
    expect(startingWith(2, 0.67, 0).threads).toBe(1);
    expect(startingWith(2, 0, 0).threads).toBe(1);
    expect(startingWith(8, 64, 0).threads).toBe(8);
    expect(startingWith(8, 5, 0).threads).toBe(5);
  });

  it('falls at the first reading that shows busy neighbours', () => {
    expect(withRoom(startingWith(2, 2, 0), 1, 500).threads).toBe(1);
    expect(withRoom(startingWith(8, 8, 0), 3, 500).threads).toBe(3);
    expect(withRoom(startingWith(8, 8, 0), 7.5, 500).threads).toBe(7);
  });

  it('does not fall for a neighbour that takes a third of a core', () => {
    expect(rooms(startingWith(2, 2, 0), 1.65, 20).threads).toBe(2);
  });

  it('rises once the machine has been quiet for three readings in a row', () => {
    const low = startingWith(2, 0.7, 0);
    expect(rooms(low, 2, 2).threads).toBe(1);
    expect(rooms(low, 2, 3).threads).toBe(2);
    const interrupted = rooms(withRoom(rooms(low, 2, 2), 1, 1500), 2, 2, 1500);
    expect(interrupted.threads).toBe(1);
  });

  it('stays where it is when the room lies between: the same neighbour takes less of a core that it shares', () => {
    for (const room of [1.56, 1.59]) {
      expect(rooms(startingWith(2, 2, 0), room, 20).threads).toBe(2);
      expect(rooms(startingWith(2, 1, 0), room - 0.2, 20).threads).toBe(1);
    }
  });

  it('is 1 to the most, whatever is seen', () => {
    const observation = fc.oneof(
      fc.record({ room: fc.double({ min: 0, max: 300, noNaN: true }) }),
      fc.record({
        tokens: fc.integer({ min: -1, max: 400 }),
        ms: fc.double({ min: -10, max: 1e5, noNaN: true }),
        threads: fc.integer({ min: 1, max: 20 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.array(observation, { maxLength: 60 }), (most, seen) => {
        let count = startingWith(most, most, 0);
        seen.forEach((one, i) => {
          const at = i * 400;
          // Most of what is measured belongs to the number in force.
          const pass = 'ms' in one && { ...one, threads: i % 3 === 0 ? one.threads : count.threads };
          count = pass ? withPass(count, pass, at) : withRoom(count, 'room' in one ? one.room : 0, at);
          expect(count.threads).toBeGreaterThanOrEqual(1);
          expect(count.threads).toBeLessThanOrEqual(most);
          expect(Number.isInteger(count.threads)).toBe(true);
        });
      }),
    );
  });

  it('always fits the room, and is the most again after a quiet while', () => {
    const room = fc.double({ min: 0, max: 16, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.array(room), room, (most, before, last) => {
        const seen = [...before, last].reduce(
          (count, one, i) => withRoom(count, one, i * 500),
          startingWith(most, most, 0),
        );
        expect(seen.threads - 0.6).toBeLessThanOrEqual(Math.max(last, 1));
        expect(rooms(seen, most, 3, 1e6).threads).toBe(most);
      }),
    );
  });
});

describe('the number of threads, where other programs cannot be seen', () => {
  const room = () => 2;
  /** Milliseconds of a token on two cores, calm; two threads stall where a hidden program has a core. */
  const calm = (threads: number) => (threads === 2 ? 26 : 36);
  const stalled = (threads: number) => (threads === 2 ? 1000 : 54);

  it('falls after two stalled passes, since the speed before is known', () => {
    let { count } = run(startingWith(2, 2, 0), { room, ms: calm, until: 2000 });
    expect(count.threads).toBe(2);
    for (let i = 1; i <= 2; i += 1)
      count = withPass(count, { tokens: 1, threads: 2, ms: 1000 }, 2000 + i * 1000);
    expect(count.threads).toBe(1);
  });

  it('tries more now and then, ever more rarely, and loses little by it', () => {
    const hour = 60 * 60_000;
    const { count } = run(startingWith(2, 2, 0), { room, ms: calm, until: 2000 });
    const after = run(count, { room, ms: stalled, until: hour });
    expect(after.evaluated).toBeGreaterThan((hour / 54) * 0.97);
    expect(after.count.hold).toBe(HOLD.longest);
    // Down at first; then up and down after 10, 20, 40, 80 and 160 seconds, and every five minutes.
    expect(after.changes).toBeGreaterThan(20);
    expect(after.changes).toBeLessThan(1 + 2 * (5 + 12));
  });

  it('forgets how often it was wrong once all threads have been worth it for a while', () => {
    const { count } = run(startingWith(2, 2, 0), { room, ms: calm, until: 2000 });
    const wrong = run(count, { room, ms: stalled, until: 60_000 });
    expect(wrong.count.hold).toBeGreaterThan(HOLD.first);
    expect(run(wrong.count, { room, ms: calm, until: 600_000 }).count.hold).toBe(HOLD.first);
  });

  it('rises within five minutes after they have ended, and stays', () => {
    const { count } = run(startingWith(2, 2, 0), { room, ms: calm, until: 2000 });
    const end = 20 * 60_000;
    const ms = (threads: number, at: number) => (at < end ? stalled(threads) : calm(threads));
    const { count: after } = run(count, { room, ms, until: end + HOLD.longest + 5000 });
    expect(after.threads).toBe(2);
    expect(run(after, { room, ms: calm, until: 60_000 }).changes).toBe(0);
  });

  it('stays up on a quiet machine whose passes differ by an eighth, though it knows one thread too', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0.88, max: 1.12, noNaN: true })), (noise) => {
        const ms = (threads: number) => calm(threads) * (noise.next().value ?? 1);
        const { count } = run(startingWith(2, 1, 0), { room: () => 1, ms, until: 1000 });
        expect(run(count, { room, ms, until: 4000 })).toMatchObject({ count: { threads: 2 }, changes: 1 });
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what is faster of many threads', () => {
    // Four of eight threads have a core of their own; each one more shares one and stalls the rest.
    const ms = (threads: number) => (threads <= 4 ? 100 / threads : 400);
    const calmly = run(startingWith(8, 8, 0), { room: () => 8, ms: (threads) => 100 / threads, until: 3000 });
    const { evaluated } = run(calmly.count, { room: () => 8, ms, until: 30 * 60_000 });
    expect(evaluated).toBeGreaterThan(((30 * 60_000) / 25) * 0.9);
  });
});
