// How many cores other programs leave to this one.
import { availableParallelism, cpus } from 'node:os';

export interface CpuReading {
  /** Milliseconds, on any clock that only goes forward. */
  readonly at: number;
  /** Cores of the machine. */
  readonly cores: number;
  /** Milliseconds that the cores have worked, all together, since the machine started. */
  readonly busyMs: number;
  /** Those of them that were for this process. */
  readonly ownMs: number;
}

/** Systems count in steps of 10 ms: less time than this says nothing. */
const SHORTEST = 100;

/** The cores that other programs left between two readings: 0 to all; all where the time between is too short. */
export function coresLeft(before: CpuReading, after: CpuReading): number {
  const ms = after.at - before.at;
  if (ms < SHORTEST) return after.cores;
  const others = (after.busyMs - before.busyMs - (after.ownMs - before.ownMs)) / ms;
  return Math.max(0, Math.min(after.cores, after.cores - others));
}

/** Each call tells the cores that other programs left since the one before; the first since now. */
export function spareCores(read: () => CpuReading = readCpus): () => number {
  let before = read();
  return () => {
    const after = read();
    const left = coresLeft(before, after);
    before = after;
    return left;
  };
}

/** A system that does not tell (the list is empty, or all zeros) looks quiet. */
function readCpus(): CpuReading {
  const all = cpus().map(({ times }) => times);
  const own = process.cpuUsage();
  return {
    at: performance.now(),
    cores: all.length || availableParallelism(),
    busyMs: all.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0),
    ownMs: (own.user + own.system) / 1000,
  };
}
