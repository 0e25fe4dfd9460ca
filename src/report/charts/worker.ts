// The thread that draws: one spec in, one drawing out.
import { parentPort } from 'node:worker_threads';
import { reasonOf } from '../../errors.ts';
import { drawCloud } from './cloud.ts';
import { drawGraph } from './drawing.ts';
import type { ChartSpec, Drawing } from './spec.ts';

export interface Task {
  readonly id: number;
  readonly spec: ChartSpec;
}

export type Done =
  { readonly id: number; readonly drawing: Drawing } | { readonly id: number; readonly failure: string };

async function drawn(spec: ChartSpec): Promise<Drawing> {
  switch (spec.kind) {
    case 'timeline':
    case 'incident':
      return { png: await drawGraph(spec) };
    case 'cloud':
      return drawCloud(spec);
  }
}

async function answer({ id, spec }: Task): Promise<Done> {
  try {
    return { id, drawing: await drawn(spec) };
  } catch (error) {
    return { id, failure: reasonOf(error) };
  }
}

parentPort?.on('message', (task: Task) => {
  void answer(task).then((done) => parentPort?.postMessage(done));
});
