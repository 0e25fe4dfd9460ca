// Schema 9: slow mode that ends by itself is found without reading every incident.
import type { Db } from 'mongodb';

export async function slowModeEnds(database: Db): Promise<void> {
  await database.collection('incidents').createIndexes([{ key: { 'slowMode.until': 1 }, sparse: true }]);
}
