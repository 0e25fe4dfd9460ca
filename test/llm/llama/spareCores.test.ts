import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coresLeft, spareCores, type CpuReading } from '../../../src/llm/llama/spareCores.ts';

const start: CpuReading = { at: 0, cores: 2, busyMs: 50_000, ownMs: 9000 };
const later = (ms: number, busyMs: number, ownMs: number): CpuReading => ({
  at: ms,
  cores: 2,
  busyMs: start.busyMs + busyMs,
  ownMs: start.ownMs + ownMs,
});

describe('the cores that other programs leave', () => {
  it('are all of a quiet machine, however busy this process is', () => {
    expect(coresLeft(start, later(1000, 0, 0))).toBe(2);
    expect(coresLeft(start, later(1000, 2000, 2000))).toBe(2);
  });

  it('are one less for a program that spins, and half a core less for one that spins half the time', () => {
    expect(coresLeft(start, later(1000, 1000, 0))).toBe(1);
    expect(coresLeft(start, later(1000, 2000, 1000))).toBe(1);
    expect(coresLeft(start, later(1000, 500, 0))).toBe(1.5);
  });

  it('are all where too little time has passed to tell, or the system does not tell', () => {
    expect(coresLeft(start, later(10, 20, 0))).toBe(2);
    expect(coresLeft({ ...start, busyMs: 0 }, { ...later(1000, 0, 900), busyMs: 0 })).toBe(2);
  });

  it('are none to all of them, whatever is read', () => {
    const number = fc.double({ min: 0, max: 1e9, noNaN: true });
    const reading = fc.record({
      at: number,
      cores: fc.integer({ min: 1, max: 512 }),
      busyMs: number,
      ownMs: number,
    });
    fc.assert(
      fc.property(reading, reading, (before, after) => {
        const left = coresLeft(before, after);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(after.cores);
      }),
    );
  });

  it('are told from one call to the next', () => {
    const readings = [start, later(1000, 1000, 0), later(2000, 1000, 0)];
    const spare = spareCores(() => readings.shift() ?? start);
    expect([spare(), spare()]).toEqual([1, 2]);
  });

  it('are read from this machine', () => {
    const spare = spareCores();
    const end = performance.now() + 150;
    while (performance.now() < end); // the system counts in steps
    const left = spare();
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThanOrEqual(4096);
  });
});
