// Agenda's own MongoDB backend, polled, with what our scheduler needs besides.
import { MongoBackend } from '@agendajs/mongo-backend';
import type { JobRepository } from 'agenda';
import { ObjectId } from 'mongodb';
import type { Db } from 'mongodb';
import type { JobsBackend } from './backend.ts';

const COLLECTION = 'agendaJobs';

/** Of a URI it opens a connection and closes it; a database that it is given stays open. */
export function mongoBackend(source: Db | string): JobsBackend {
  const backend = new MongoBackend({
    ...(typeof source === 'string' ? { address: source } : { mongo: source }),
    collection: COLLECTION,
  });
  const repository = backend.repository as JobRepository & { getDb(): Db };
  const jobs = () => repository.getDb().collection(COLLECTION);
  return {
    name: backend.name,
    repository,
    logger: backend.logger,
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
  };
}
