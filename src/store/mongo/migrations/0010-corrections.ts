// Schema 10: an index of the few messages whose verdict a moderator corrected.
import type { Db } from 'mongodb';

export async function corrections(database: Db): Promise<void> {
  await database.collection('messages').createIndexes([
    {
      key: { guildId: 1, createdAt: -1, _id: -1 },
      name: 'corrected',
      partialFilterExpression: { corrected: { $exists: true } },
    },
  ]);
}
