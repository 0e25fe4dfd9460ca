// Schema 6: reports say how they ended. They no longer hold their text: nobody read it, and it was about people.
import type { Db } from 'mongodb';

export async function reportEnds(database: Db): Promise<void> {
  const reports = database.collection<{ _id: string }>('reports');
  await reports.updateMany({ facts: { $exists: true } }, { $unset: { facts: '' } });
  // Of those never posted, only the latest of its kind was ever tried again.
  const latest = await reports
    .aggregate<{ id: string }>([
      { $sort: { guildId: 1, kind: 1, from: 1 } },
      { $group: { _id: { guildId: '$guildId', kind: '$kind' }, id: { $last: '$_id' } } },
    ])
    .toArray();
  const ids = latest.map(({ id }) => id);
  await reports.updateMany(
    { settledAt: { $exists: false }, waits: { $exists: false }, _id: { $in: ids }, messageId: null },
    { $set: { waits: true, settledAt: null, reason: null } },
  );
  await reports.updateMany({ settledAt: { $exists: false } }, [
    { $set: { settledAt: '$createdAt', reason: null } },
  ]);
  await reports.createIndexes([
    { key: { guildId: 1, kind: 1, from: 1 }, partialFilterExpression: { waits: true }, name: 'waiting' },
    {
      key: { guildId: 1, settledAt: -1 },
      partialFilterExpression: { reason: { $type: 'string' } },
      name: 'given_up',
    },
    { key: { createdAt: 1 } },
  ]);
}
