// Prepares the MongoDB of the tests and tells the test files where it is.
import type { TestProject } from 'vitest/node';
import { prepareMongo, type MongoForTests } from '../support/mongo/prepare.ts';

declare module 'vitest' {
  interface ProvidedContext {
    mongo: MongoForTests;
  }
}

export async function mongo(project: TestProject): Promise<() => Promise<void>> {
  const prepared = await prepareMongo();
  project.provide('mongo', prepared.mongo);
  return prepared.stop;
}
