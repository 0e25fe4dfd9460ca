import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coresOf, cpuQuota } from '../../../src/llm/llama/quota.ts';

describe('the cores that a container or a service may use', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'quota-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function put(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  it('are those of a container, which sees itself as the root', async () => {
    await put('proc/self/cgroup', '0::/\n');
    await put('sys/fs/cgroup/cpu.max', '150000 100000\n');
    await expect(cpuQuota(root)).resolves.toBe(1.5);
  });

  it('are those of a service, or fewer where what it belongs to has fewer', async () => {
    await put('proc/self/cgroup', '0::/system.slice/barometer.service\n');
    await put('sys/fs/cgroup/system.slice/barometer.service/cpu.max', '400000 100000\n');
    await expect(cpuQuota(root)).resolves.toBe(4);
    await put('sys/fs/cgroup/system.slice/cpu.max', '200000 100000\n');
    await expect(cpuQuota(root)).resolves.toBe(2);
  });

  it('are not limited without a limit, by other control groups, or on other systems', async () => {
    await expect(cpuQuota(root)).resolves.toBe(Infinity);
    await put('proc/self/cgroup', '4:cpu,cpuacct:/docker/abc\n');
    await expect(cpuQuota(root)).resolves.toBe(Infinity);
    await put('proc/self/cgroup', '0::/user.slice\n');
    await put('sys/fs/cgroup/user.slice/cpu.max', 'max 100000\n');
    await expect(cpuQuota(root)).resolves.toBe(Infinity);
  });

  it.each(['', 'max', 'max 100000', '0 100000', '100000 0', '-1 100000', 'x y', '1e5 100000'])(
    'are not limited by %j',
    (text) => {
      expect(coresOf(text)).toBe(Infinity);
    },
  );
});
