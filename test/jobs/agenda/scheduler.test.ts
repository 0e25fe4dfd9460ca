import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { SqliteBackend } from '../../../src/jobs/agenda/index.ts';
import { agendaSchedulerContract } from '../../contract/agendaScheduler.ts';

describe('the scheduler on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'barometer-jobs-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  agendaSchedulerContract(() => ({
    open: () => new SqliteBackend({ path: join(folder, 'barometer.sqlite') }),
  }));
});
