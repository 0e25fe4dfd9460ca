// The thread that fits one head: its rows come as data, the head goes as a message.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { LABELS } from '../../mood/verdict.ts';
import { reasonOf } from '../../errors.ts';
import { fitSentiment, type FittedSentiment } from '../heads/fit/sentiment.ts';

const task = z.array(z.object({ group: z.string(), features: z.array(z.number()), label: z.enum(LABELS) }));

export type Message =
  | { readonly kind: 'done'; readonly fitted: FittedSentiment }
  | { readonly kind: 'failed'; readonly reason: string };

function outcome(): Message {
  try {
    return { kind: 'done', fitted: fitSentiment(task.parse(workerData)) };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

parentPort?.postMessage(outcome());
