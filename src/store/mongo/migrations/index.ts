// The schema's steps, in order; the document "schema" counts those that a database has taken.
import type { Db } from 'mongodb';
import { StoreTooNewError } from '../../errors.ts';
import { first } from './0001-first.ts';
import { incidentLife } from './0002-incident-life.ts';
import { events } from './0003-events.ts';
import { deliveries } from './0004-deliveries.ts';
import { pendingByGuild } from './0005-pending-by-guild.ts';
import { reportEnds } from './0006-report-ends.ts';
import { weights } from './0007-weights.ts';
import { resets } from './0008-resets.ts';
import { slowModeEnds } from './0009-slow-mode-ends.ts';

/** Each step may run again after a crash: it leaves alone what is there. */
const MIGRATIONS: readonly ((database: Db) => Promise<void>)[] = [
  first,
  incidentLife,
  events,
  deliveries,
  pendingByGuild,
  reportEnds,
  weights,
  resets,
  slowModeEnds,
];

/** Takes the steps that the database lacks. */
export async function migrate(database: Db, place: string): Promise<void> {
  const meta = database.collection<{ _id: string; version: number }>('meta');
  const version = (await meta.findOne({ _id: 'schema' }))?.version ?? 0;
  if (version > MIGRATIONS.length) throw new StoreTooNewError(place, version, MIGRATIONS.length);
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    // A process that starts beside this one takes the same step, and may pull an index from under it; then it is there.
    await step(database).catch(() => step(database));
    await meta.updateOne({ _id: 'schema' }, { $max: { version: index + 1 } }, { upsert: true });
  }
}
