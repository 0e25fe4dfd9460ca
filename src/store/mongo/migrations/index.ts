// The schema's steps, in order; the document "schema" counts those that a database has taken.
import type { Db } from 'mongodb';
import { systemClock, type Clock } from '../../../clock.ts';
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
import { corrections } from './0010-corrections.ts';
import { kinds } from './0011-kinds.ts';
import { pagesOfExports } from './0012-pages-of-exports.ts';
import { inTurn, type KeepTurn } from './turn.ts';

/** Each step may run again after a crash: it leaves alone what is there. */
const MIGRATIONS: readonly ((database: Db, keepTurn: KeepTurn) => Promise<void>)[] = [
  first,
  incidentLife,
  events,
  deliveries,
  pendingByGuild,
  reportEnds,
  weights,
  resets,
  slowModeEnds,
  corrections,
  kinds,
  pagesOfExports,
];

/** Takes the steps that the database lacks, while no other process does. */
export async function migrate(database: Db, place: string, clock: Clock = systemClock): Promise<void> {
  if ((await versionOf(database, place)) === MIGRATIONS.length) return;
  await inTurn(database, clock, async (keepTurn) => {
    // Read again: the process before may have taken all of them.
    const version = await versionOf(database, place);
    for (const [index, step] of MIGRATIONS.entries()) {
      if (index < version) continue;
      await step(database, keepTurn);
      // Taken is what was done within the turn: another process would begin to count on a step that somebody still takes.
      await keepTurn();
      await metaOf(database).updateOne({ _id: 'schema' }, { $max: { version: index + 1 } }, { upsert: true });
    }
  });
}

const metaOf = (database: Db) => database.collection<{ _id: string; version: number }>('meta');

/** Reads only; 0: nothing is there. @throws StoreTooNewError */
export async function versionOf(database: Db, place: string): Promise<number> {
  const version = (await metaOf(database).findOne({ _id: 'schema' }))?.version ?? 0;
  if (version > MIGRATIONS.length) throw new StoreTooNewError(place, version, MIGRATIONS.length);
  return version;
}
