// The contract of Agenda backends, checked on each of ours.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { benchOf } from './agenda/fixtures.ts';
import type { Bench, OpenedBackend } from './agenda/fixtures.ts';
import { lockingContract } from './agenda/locking.ts';
import { readingContract } from './agenda/reading.ts';
import { runningContract } from './agenda/running.ts';
import { savingContract } from './agenda/saving.ts';

export type { OpenedBackend } from './agenda/fixtures.ts';

export function agendaBackendContract(open: () => Promise<OpenedBackend>): void {
  let opened: OpenedBackend;
  let bench: Bench;

  beforeAll(async () => {
    opened = await open();
    await opened.backend.connect();
    bench = benchOf(opened.backend);
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await bench.jobs.purgeAllJobs();
  });

  savingContract(() => bench);
  readingContract(() => bench);
  lockingContract(() => bench);
  runningContract(() => bench);
}
