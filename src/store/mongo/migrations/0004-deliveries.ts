// Schema 4: the outbox.
import type { Db } from 'mongodb';

export async function deliveries(database: Db): Promise<void> {
  await database
    .collection('deliveries')
    .createIndexes([
      { key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $gt: 0 } } },
      { key: { settledAt: 1 }, partialFilterExpression: { settledAt: { $gt: 0 } } },
      { key: { guildId: 1, settledAt: -1 } },
    ]);
}
