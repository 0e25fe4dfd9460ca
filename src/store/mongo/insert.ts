// Inserts where the unique index decides who was first.
import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';

const DUPLICATE_KEY = 11_000;

export const isDuplicate = (code: unknown): boolean => code === DUPLICATE_KEY;

/** False when a document with that key is there already. */
export async function insertFresh<T extends Document>(
  collection: Collection<T>,
  document: OptionalUnlessRequiredId<T>,
): Promise<boolean> {
  try {
    await collection.insertOne(document);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && isDuplicate(error.code)) return false;
    throw error;
  }
}
