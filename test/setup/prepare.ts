// Vitest's global setup: each step prepares one thing that tests need, and returns how to take it down.
import type { TestProject } from 'vitest/node';
import { mongo } from './mongo.ts';
import { weights } from './weights.ts';

type Step = (project: TestProject) => Promise<() => Promise<void>>;

const STEPS: readonly Step[] = [mongo, weights];

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const undo = await Promise.all(STEPS.map((step) => step(project)));
  return async () => {
    await Promise.all(undo.map((one) => one()));
  };
}
