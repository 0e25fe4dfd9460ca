// The one model and what is built on it: prompts, the judge, the responder.
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createJudge, type Judge } from '../llm/judge.ts';
import { openLlama } from '../llm/llama/open.ts';
import type { Model } from '../llm/model.ts';
import { openPrompts } from '../llm/prompts.ts';
import { createResponder, type Responder } from '../llm/responder.ts';
import type { Log } from '../log.ts';

export interface Brain {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
  close(): Promise<void>;
}

const PROMPTS = fileURLToPath(new URL('../../prompts/', import.meta.url));

export async function openBrain(config: Config, log: Log): Promise<Brain> {
  const prompts = await openPrompts({ directory: PROMPTS, log, watch: true });
  const model = await openLlama({
    path: config.MODEL_PATH ?? '',
    id: config.MODEL,
    preset: config.MODEL,
    log,
  });
  return {
    model,
    judge: createJudge({ model, prompts }),
    responder: createResponder({ model, prompts }),
    async close() {
      prompts.close();
      await model.close();
    },
  };
}
