import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SqliteBackend } from '../../../src/jobs/agenda/index.ts';
import { StoreUnavailableError } from '../../../src/store/errors.ts';
import { DAILY, GUILD, stageOn, watched } from '../../contract/agenda/place.ts';
import { agendaSchedulerContract } from '../../contract/agendaScheduler.ts';

describe('the scheduler on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-jobs-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  agendaSchedulerContract(() => ({
    open: () => new SqliteBackend({ path: join(folder, 'barometer.sqlite') }),
  }));

  const stage = stageOn(() => ({
    open: () => new SqliteBackend({ path: join(folder, 'barometer.sqlite') }),
  }));

  test('a schedule that cannot be kept says that the store is away, and is kept once it is back', async () => {
    const gone = join(folder, 'gone');
    const backend = new SqliteBackend({ path: join(gone, 'barometer.sqlite') });
    const scheduler = stage.scheduler([watched().job], { backend });
    await expect(scheduler.schedule('job', GUILD, DAILY)).rejects.toBeInstanceOf(StoreUnavailableError);
    mkdirSync(gone);
    await scheduler.schedule('job', GUILD, DAILY);
  });

  test('a stop that overtakes a start is no failure where the start is one', async () => {
    const backend = new SqliteBackend({ path: join(folder, 'nowhere', 'barometer.sqlite') });
    const scheduler = stage.scheduler([watched().job], { backend });
    const ends = await Promise.allSettled([scheduler.start(), scheduler.stop()]);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
