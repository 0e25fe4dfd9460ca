// The one model and what is built on it: prompts, the judge, the responder.
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { createJudge, type Judge } from '../llm/judge.ts';
import { openLlama } from '../llm/llama/open.ts';
import type { Model } from '../llm/model.ts';
import { openPrompts } from '../llm/prompts.ts';
import { createResponder, type Responder } from '../llm/responder.ts';
import { modelCacheDir } from '../llm/weights/cacheDir.ts';
import { fetchWeights } from '../llm/weights/fetch.ts';
import type { Log } from '../log.ts';

export interface Brain {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
  close(): Promise<void>;
}

const PROMPTS = fileURLToPath(new URL('../../prompts/', import.meta.url));

/**
 * `variables` is the environment: it says where the system keeps caches. Prompts are read again when saved.
 * Throws what fetchWeights, openPrompts and openLlama throw.
 */
export async function openBrain(
  config: Pick<Config, 'MODEL' | 'MODEL_PATH' | 'MODEL_THREADS' | 'HF_ENDPOINT'>,
  log: Log,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<Brain> {
  const cacheDir = modelCacheDir({ platform: process.platform, home: homedir(), variables });
  const { path, id, preset } = await fetchWeights({
    model: config.MODEL,
    path: config.MODEL_PATH,
    cacheDir,
    hfEndpoint: config.HF_ENDPOINT,
    log,
    terminal: process.stderr.isTTY ? process.stderr : null,
  });
  const prompts = await openPrompts({ directory: PROMPTS, log, watch: true });
  const stateDir = join(dirname(cacheDir), 'states');
  const model = await openLlama({
    path,
    id,
    preset,
    stateDir,
    log,
    ...(config.MODEL_THREADS !== undefined && { threads: config.MODEL_THREADS }),
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
