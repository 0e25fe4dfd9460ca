// Agenda's own MongoDB backend, polled, with what our scheduler needs besides.
import { MongoBackend } from '@agendajs/mongo-backend';
import type { JobRepository } from 'agenda';
import { ObjectId } from 'mongodb';
import type { Collection, Db } from 'mongodb';
import type { GuildId } from '../../ids.ts';
import { placeOf, storeErrorOf } from '../../store/mongo/connection.ts';
import type { JobsBackend } from './backend.ts';
import { dataOf } from './rows.ts';

const COLLECTION = 'agendaJobs';

/**
 * For a URI it opens a connection of its own and closes it; a database that it is given stays open.
 * With `guilds`, only their jobs and those of no guild are locked here: the others wait for the process that serves them.
 */
export function mongoBackend(source: Db | string, guilds?: () => Promise<readonly GuildId[]>): JobsBackend {
  const backend = new MongoBackend({
    ...(typeof source === 'string' ? { address: source } : { mongo: source }),
    collection: COLLECTION,
  });
  const repository = backend.repository as JobRepository & { getDb(): Db };
  const jobs = () => repository.getDb().collection(COLLECTION);
  const place = typeof source === 'string' ? placeOf(source) : source.databaseName;
  if (guilds) repository.getNextJobToRun = lockingOnly(guilds, repository, jobs);
  return {
    name: backend.name,
    repository,
    ownsConnection: backend.ownsConnection,
    connect: () => backend.connect(),
    disconnect: () => backend.disconnect(),
    async uniqueByGuild() {
      await jobs().createIndex(
        { name: 1, 'data.guild': 1 },
        {
          name: 'uniqueByGuild',
          unique: true,
          partialFilterExpression: { 'data.guild': { $exists: true } },
        },
        undefined,
      );
    },
    async retime(id, times) {
      await jobs().updateOne({ _id: new ObjectId(id) }, { $set: { ...times } });
    },
    storeErrorOf: (error) => storeErrorOf(place, error),
  };
}

/** Agenda's own query, limited to the guilds: locking a job of another process and unlocking it again could starve the rest. */
function lockingOnly(
  guilds: () => Promise<readonly GuildId[]>,
  repository: JobRepository,
  jobs: () => Collection,
): JobRepository['getNextJobToRun'] {
  return async (name, nextScanAt, lockDeadline, now, options) => {
    const own = [null, ...(await guilds())].map((guild) => dataOf(guild).guild);
    const found = await jobs().findOneAndUpdate(
      {
        name,
        'data.guild': { $in: own },
        disabled: { $ne: true },
        $or: [{ lockedAt: null, nextRunAt: { $lte: nextScanAt } }, { lockedAt: { $lte: lockDeadline } }],
      },
      { $set: { lockedAt: now ?? new Date(), lastModifiedBy: options?.lastModifiedBy ?? null } },
      { sort: { nextRunAt: 1, priority: -1 }, projection: { _id: 1 } },
    );
    return found ? ((await repository.getJobById(found._id.toHexString())) ?? undefined) : undefined;
  };
}
