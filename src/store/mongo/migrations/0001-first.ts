// Schema 1: the indexes. Features of server 4.4 only.
import type { Db } from 'mongodb';

export async function first(database: Db): Promise<void> {
  const newestFirst = { createdAt: -1, _id: -1 } as const;
  await database.collection('messages').createIndexes([
    { key: { guildId: 1, ...newestFirst, authorId: 1, status: 1 } },
    { key: { channelId: 1, ...newestFirst, authorId: 1, status: 1 } },
    { key: { guildId: 1, authorId: 1, ...newestFirst } },
    { key: { status: 1, _id: 1 }, partialFilterExpression: { status: 'pending' } },
    { key: { createdAt: 1 } },
    {
      key: { createdAt: 1, content: 1 },
      name: 'with_content',
      partialFilterExpression: { content: { $type: 'string' } },
    },
  ]);
  await database.collection('days').createIndexes([{ key: { guildId: 1, day: 1 } }]);
  await database.collection('sketches').createIndexes([{ key: { guildId: 1 } }]);
  await database.collection('claims').createIndexes([{ key: { settled: 1, claimedAt: 1 } }]);
  await database.collection('reports').createIndexes([{ key: { guildId: 1, kind: 1, from: -1 } }]);
  await database
    .collection('incidents')
    .createIndexes([
      { key: { guildId: 1, channelId: 1 }, unique: true, partialFilterExpression: { state: 'open' } },
      { key: { state: 1, openedAt: 1 } },
    ]);
  await database.collection('people').createIndexes([{ key: { guildId: 1 } }]);
  // A transaction can't make a collection on every 4.4 topology: it must be there before.
  await database.collection('intents').createIndexes([{ key: { 'places.guildId': 1 } }]);
}
