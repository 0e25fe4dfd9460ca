// The one model and what is built on it: prompts, the judge, the responder.
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { chatFirst } from '../llm/chatFirst.ts';
import { createJudge, type Judge } from '../llm/judge.ts';
import { openLlama } from '../llm/llama/open.ts';
import { cpuQuota } from '../llm/llama/quota.ts';
import type { Model } from '../llm/model.ts';
import { openPrompts } from '../llm/prompts.ts';
import { openRemote } from '../llm/remote/open.ts';
import { createResponder, type Responder } from '../llm/responder.ts';
import { modelCacheDir } from '../llm/weights/cacheDir.ts';
import { UnknownModelError } from '../llm/weights/errors.ts';
import { fetchWeights } from '../llm/weights/fetch.ts';
import { proposal } from '../llm/weights/larger.ts';
import { presetOf } from '../llm/weights/presets.ts';
import { createWriter, type Writer } from '../llm/writer.ts';
import type { Log } from '../log.ts';

export interface Brain {
  readonly model: Model;
  readonly judge: Judge;
  readonly responder: Responder;
  readonly writer: Writer;
  close(): Promise<void>;
}

const PROMPTS = fileURLToPath(new URL('../../prompts/', import.meta.url));

type ModelConfig = Pick<
  Config,
  | 'MODEL'
  | 'MODEL_PATH'
  | 'MODEL_THREADS'
  | 'HF_ENDPOINT'
  | 'LLM_URL'
  | 'LLM_API_KEY'
  | 'LLM_MODEL'
  | 'LLM_CONCURRENCY'
  | 'LLM_TIMEOUT'
>;
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * `variables` is the environment: it says where the system keeps caches. Prompts are read again when saved.
 * `signal` gives up opening.
 * Throws what fetchWeights, openPrompts and openLlama, or openRemote, throw.
 */
export async function openBrain(
  config: ModelConfig,
  log: Log,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Brain> {
  const prompts = await openPrompts({ directory: PROMPTS, log, watch: true });
  try {
    const model = await (config.LLM_URL === undefined
      ? openLocal(config, log, variables, signal)
      : openDistant(config, config.LLM_URL, log, signal));
    const chat = chatFirst(createResponder({ model, prompts, random: Math.random }));
    return {
      model,
      judge: createJudge({ model, prompts }),
      responder: chat.responder,
      writer: createWriter({ model, prompts, chat }),
      async close() {
        prompts.close();
        await model.close();
      },
    };
  } catch (error) {
    prompts.close();
    throw error;
  }
}

async function openLocal(
  config: ModelConfig,
  log: Log,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Model> {
  const cacheDir = modelCacheDir({ platform: process.platform, home: homedir(), variables });
  const { path, id, preset } = await fetchWeights({
    model: config.MODEL,
    path: config.MODEL_PATH,
    cacheDir,
    hfEndpoint: config.HF_ENDPOINT,
    log,
    ...(signal && { signal }),
    terminal: process.stderr.isTTY ? process.stderr : null,
  });
  const cores = Math.min(availableParallelism(), await cpuQuota());
  const proposed = proposal(preset, { cores, free: process.availableMemory() });
  if (proposed !== null) log.info(proposed);
  const stateDir = join(dirname(cacheDir), 'states');
  return openLlama({
    path,
    id,
    preset,
    stateDir,
    clock: systemClock,
    log,
    ...(config.MODEL_THREADS !== undefined && { threads: config.MODEL_THREADS }),
  });
}

/** MODEL names the preset that the server was given; its calibration applies. */
async function openDistant(config: ModelConfig, url: string, log: Log, signal?: AbortSignal): Promise<Model> {
  const preset = presetOf(config.MODEL);
  if (!preset) throw new UnknownModelError(config.MODEL);
  return openRemote({
    url,
    apiKey: config.LLM_API_KEY,
    model: config.LLM_MODEL,
    id: `${preset.name} @ ${new URL(url).host}`,
    preset: preset.name,
    concurrency: config.LLM_CONCURRENCY,
    timeoutMs: config.LLM_TIMEOUT * 1000,
    clock: systemClock,
    random: Math.random,
    log,
    ...(signal && { signal }),
  });
}
