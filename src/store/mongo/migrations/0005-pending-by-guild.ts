// Schema 5: an index of pending messages by server, so that a process of a fleet reads only those of its servers.
import type { Db } from 'mongodb';

/** The index over all servers stays: a process that serves all reads in the order of the messages. */
export async function pendingByGuild(database: Db): Promise<void> {
  await database
    .collection('messages')
    .createIndexes([{ key: { guildId: 1, _id: 1 }, partialFilterExpression: { status: 'pending' } }]);
}
