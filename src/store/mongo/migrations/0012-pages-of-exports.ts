// Schema 12: indexes in which a page of an export begins where the one before ended.
import type { Db } from 'mongodb';

export async function pagesOfExports(database: Db): Promise<void> {
  for (const name of ['events', 'deliveries', 'resets']) {
    await database.collection(name).createIndexes([{ key: { guildId: 1, _id: 1 } }]);
  }
}
