// How many cores a container or a service may use: a limit that Node.js before 22 does not see.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Cores, perhaps broken (1.5); Infinity without a limit, or where the system keeps none (no Linux, or control
 * groups of version 1). `root` is where the system's files are.
 */
export async function cpuQuota(root = '/'): Promise<number> {
  const own = await read(join(root, 'proc/self/cgroup'));
  const path = /^0::(\/.*)$/m.exec(own)?.[1];
  if (path === undefined) return Infinity;
  const quotas: number[] = [];
  // A group may use no more than the groups that it is in.
  for (let group = path; ; group = dirname(group)) {
    quotas.push(coresOf(await read(join(root, 'sys/fs/cgroup', group, 'cpu.max'))));
    if (group === '/') return Math.min(...quotas);
  }
}

/** Of "150000 100000" (so many microseconds in each of so many) or "max 100000". */
export function coresOf(cpuMax: string): number {
  const [, quota, period] = /^(\d+) (\d+)\s*$/.exec(cpuMax) ?? [];
  const cores = Number(quota) / Number(period);
  return cores > 0 ? cores : Infinity;
}

const read = (path: string) => readFile(path, 'utf8').catch(() => '');
