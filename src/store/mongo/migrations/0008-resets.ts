// Schema 8: where conversations with the bot begin anew.
import type { Db } from 'mongodb';

export async function resets(database: Db): Promise<void> {
  await database.collection('resets').createIndexes([{ key: { guildId: 1, userId: 1 } }, { key: { at: 1 } }]);
}
