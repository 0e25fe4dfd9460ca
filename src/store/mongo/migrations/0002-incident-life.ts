// Schema 2: incidents have a life. `live` while an incident holds its channel, `unshown` while its message lags behind.
import { MongoServerError, type Db } from 'mongodb';

const INDEX_NOT_FOUND = 27;

export async function incidentLife(database: Db): Promise<void> {
  const incidents = database.collection('incidents');
  await incidents.updateMany({ state: 'open' }, { $set: { live: true } });
  // Before 5.0 two indexes of the same keys can't be held at once. Absent where a crash came between.
  const held = new Set((await incidents.indexes()).map(({ name }) => name));
  for (const name of ['guildId_1_channelId_1', 'state_1_openedAt_1']) {
    if (!held.has(name)) continue;
    // A process that has lost its turn may still be at this step, and have dropped it since it was read.
    await incidents.dropIndex(name).catch((error: unknown) => {
      if (!(error instanceof MongoServerError && error.code === INDEX_NOT_FOUND)) throw error;
    });
  }
  await incidents.createIndexes([
    {
      key: { guildId: 1, channelId: 1 },
      name: 'one_live_a_channel',
      unique: true,
      partialFilterExpression: { live: true },
    },
    { key: { live: 1, openedAt: 1 }, partialFilterExpression: { live: true } },
    { key: { unshown: 1, openedAt: 1 }, partialFilterExpression: { unshown: true } },
    { key: { leadId: 1 }, partialFilterExpression: { leadId: { $type: 'string' } } },
    { key: { guildId: 1, openedAt: -1 } },
    { key: { guildId: 1, channelId: 1, openedAt: -1 } },
  ]);
}
