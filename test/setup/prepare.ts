// Vitest's global setup: each step prepares one thing that tests need, and returns how to take it down.
import type { TestProject } from 'vitest/node';
import { mongo } from './mongo.ts';
import { program } from './program.ts';
import { weights } from './weights.ts';

type Step = (project: TestProject) => Promise<() => Promise<void>>;

const STEPS: readonly Step[] = [mongo, program, weights];

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const steps = await Promise.allSettled(STEPS.map((step) => step(project)));
  const undo = steps.flatMap((step) => (step.status === 'fulfilled' ? [step.value] : []));
  const takeDown = async () => {
    await Promise.all(undo.map((one) => one()));
  };
  const broken = steps.find((step) => step.status === 'rejected');
  if (broken) {
    await takeDown();
    throw broken.reason;
  }
  return takeDown;
}
