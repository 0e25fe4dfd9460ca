// Inserts where the unique index decides who was first.
import {
  MongoBulkWriteError,
  type AnyBulkWriteOperation,
  type Collection,
  type Document,
  type OptionalUnlessRequiredId,
} from 'mongodb';

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

/**
 * Inserts and updates in any order; what another writer inserted first is left alone.
 * Returns whether every one of them was made.
 */
export async function writeFresh<T extends Document>(
  collection: Collection<T>,
  writes: readonly AnyBulkWriteOperation<T>[],
): Promise<boolean> {
  try {
    const { insertedCount, matchedCount } = await collection.bulkWrite([...writes], { ordered: false });
    return insertedCount + matchedCount === writes.length;
  } catch (error) {
    const errors = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
    if (errors.length === 0 || errors.some(({ code }) => !isDuplicate(code))) throw error;
    return false;
  }
}
