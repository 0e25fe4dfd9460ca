// Schema 3: what a server announced.
import type { Db } from 'mongodb';

export async function events(database: Db): Promise<void> {
  await database.collection('events').createIndexes([{ key: { guildId: 1, at: -1 } }]);
}
