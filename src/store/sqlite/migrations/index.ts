// The schema's steps, in order; `user_version` counts those that a file has taken.
import type Sqlite from 'better-sqlite3';
import { StoreDamagedError, StoreTooNewError } from '../../errors.ts';
import { first } from './0001-first.ts';
import { contentsApart } from './0002-contents.ts';
import { incidentLife } from './0003-incident-life.ts';
import { events } from './0004-events.ts';
import { deliveries } from './0005-deliveries.ts';
import { incidentIds } from './0006-incident-ids.ts';
import { reportEnds } from './0007-report-ends.ts';
import { weights } from './0008-weights.ts';
import { resets } from './0009-resets.ts';
import { eventLengths } from './0010-event-lengths.ts';
import { slowModeEnds } from './0011-slow-mode-ends.ts';
import { corrections } from './0012-corrections.ts';
import { kinds } from './0013-kinds.ts';

const MIGRATIONS: readonly ((handle: Sqlite.Database) => unknown)[] = [
  (handle) => handle.exec(first),
  contentsApart,
  (handle) => handle.exec(incidentLife),
  (handle) => handle.exec(events),
  (handle) => handle.exec(deliveries),
  (handle) => handle.exec(incidentIds),
  (handle) => handle.exec(reportEnds),
  (handle) => handle.exec(weights),
  (handle) => handle.exec(resets),
  (handle) => handle.exec(eventLengths),
  (handle) => handle.exec(slowModeEnds),
  (handle) => handle.exec(corrections),
  (handle) => handle.exec(kinds),
];

/**
 * Takes the steps that the file lacks, each in a transaction of its own. @throws StoreTooNewError, StoreDamagedError
 */
export function migrate(handle: Sqlite.Database, path: string): void {
  const version = () => Number(handle.pragma('user_version', { simple: true }));
  if (version() > MIGRATIONS.length) {
    throw new StoreTooNewError(path, version(), MIGRATIONS.length);
  }
  // In one transaction both are of the same moment: another process may take the first steps meanwhile.
  const isOfAnother = handle.transaction(() => version() === 0 && isForeign(handle));
  if (isOfAnother()) {
    throw new StoreDamagedError(path, 'it holds the tables of another program');
  }
  MIGRATIONS.forEach((step, index) => {
    const take = handle.transaction(() => {
      // Read again under the write lock: another process may have taken the step meanwhile.
      if (version() !== index) return;
      step(handle);
      handle.pragma(`user_version = ${index + 1}`);
    });
    if (version() === index) take.immediate();
  });
}

/** A new file has no tables, or those of the jobs, which keep a version of their own. */
function isForeign(handle: Sqlite.Database): boolean {
  const others = `SELECT 1 FROM sqlite_schema WHERE name NOT LIKE 'agenda\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
  return handle.prepare(others).get() !== undefined;
}
