// The one model and what is built on it: prompts, the judge, the responder.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createJudge, type Judge } from '../llm/judge.ts';
import { openLlama } from '../llm/llama/open.ts';
import type { Model } from '../llm/model.ts';
import { openPrompts } from '../llm/prompts.ts';
import { createResponder, type Responder } from '../llm/responder.ts';
import { fetchWeights } from '../llm/weights/fetch.ts';
import type { Terminal } from '../llm/weights/progress.ts';
import type { Log } from '../log.ts';

export interface Brain {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
  close(): Promise<void>;
}

export interface BrainOptions {
  readonly config: Pick<Config, 'MODEL' | 'MODEL_PATH' | 'HF_ENDPOINT'>;
  readonly log: Log;
  /** Where weights are kept; evaluated prompts lie beside them. */
  readonly cacheDir: string;
  readonly terminal: Terminal | null;
  /** Read prompts again when they are saved. */
  readonly watchPrompts: boolean;
  readonly signal?: AbortSignal;
}

const PROMPTS = fileURLToPath(new URL('../../prompts/', import.meta.url));

/** Throws what fetchWeights, openPrompts and openLlama throw. */
export async function openBrain({
  config,
  log,
  cacheDir,
  terminal,
  watchPrompts,
  signal,
}: BrainOptions): Promise<Brain> {
  const { path, id, preset } = await fetchWeights({
    model: config.MODEL,
    path: config.MODEL_PATH,
    cacheDir,
    hfEndpoint: config.HF_ENDPOINT,
    log,
    terminal,
    ...(signal && { signal }),
  });
  const prompts = await openPrompts({ directory: PROMPTS, log, watch: watchPrompts });
  const stateDir = join(dirname(cacheDir), 'states');
  const model = await openLlama({ path, id, preset, stateDir, log });
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
