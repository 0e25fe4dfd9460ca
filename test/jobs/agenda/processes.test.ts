// Real processes on one file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteBackend } from '../../../src/jobs/agenda/index.ts';
import { DAILY, GUILD, later, lookAt, SHORT_LOCK, stageOn, watched } from '../../contract/agenda/place.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

describe('two processes on one file of jobs', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'barometer-jobs-'));
    path = join(folder, 'barometer.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const stage = stageOn(() => ({ open: () => new SqliteBackend({ path }) }));

  const start = (mode: 'claim' | 'hang') => {
    const child = spawn(process.execPath, ['--import', 'tsx', WORKER, mode, path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout);
    const said: string[] = [];
    lines.on('line', (line) => said.push(line));
    const first = once(lines, 'line');
    return { child, said, first, ended: once(lines, 'close') };
  };

  test('never claim one job twice, and leave none', async () => {
    const backend = new SqliteBackend({ path });
    const numbers = Array.from({ length: 500 }, (_, number) => number);
    for (const number of numbers) {
      await backend.repository.saveJob({
        name: 'job',
        type: 'normal',
        priority: 0,
        nextRunAt: new Date(),
        data: { number },
      });
    }
    await backend.disconnect();
    const workers = [start('claim'), start('claim'), start('claim')];
    await Promise.all(workers.map(({ first }) => first));
    for (const { child } of workers) child.stdin.write('go\n');
    await Promise.all(workers.map(({ ended }) => ended));
    const claimed = workers.map(({ said }) => said.slice(1).map(Number));
    expect(claimed.flat().sort((a, b) => a - b)).toEqual(numbers);
    expect(claimed.filter((part) => part.length > 0).length).toBeGreaterThan(1);
  });

  test('what a killed process was running is taken over, as of the moment it was due', async () => {
    const { answer, finish } = later();
    const { job, begun, runs } = watched(() => answer);
    const heir = stage.scheduler([job], { timing: SHORT_LOCK });
    await heir.schedule('job', GUILD, DAILY);
    const backend = new SqliteBackend({ path });
    const look = lookAt(backend);
    const dueAt = await look.overdue(60_000);
    const { child, first } = start('hang');
    expect(await first).toEqual([`running ${dueAt}`]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await look.row()).lockedAt).toBeInstanceOf(Date);
    await heir.start();
    expect(await begun(1)).toMatchObject({ dueAt, guildId: GUILD });
    expect(runs).toHaveLength(1);
    finish({ kind: 'done' });
    await backend.disconnect();
  });
});
