// The one model and what is built on it: prompts, the calibration, the judge, the responder.
import { availableParallelism, homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createSelfCalibration, type SelfCalibration } from '../llm/calibrating/selfCalibration.ts';
import { fitInThread } from '../llm/calibrating/thread.ts';
import { calibrationOf } from '../llm/calibration.ts';
import { chatFirst } from '../llm/chatFirst.ts';
import { createJudge, type Judge } from '../llm/judge.ts';
import { openLlama } from '../llm/llama/open.ts';
import { fingerprint } from '../llm/llama/prefixStates.ts';
import { cpuQuota } from '../llm/llama/quota.ts';
import type { Model } from '../llm/model.ts';
import { openPersonas, type Personas } from '../llm/personas.ts';
import { openPrompts, type Prompts } from '../llm/prompts.ts';
import { openRemote } from '../llm/remote/open.ts';
import { createRoles, type Roles } from '../llm/role/runner.ts';
import { createResponder, type Responder } from '../llm/responder.ts';
import { spareTimeOf } from '../llm/spareTime.ts';
import { modelCacheDir } from '../llm/weights/cacheDir.ts';
import { UnknownModelError } from '../llm/weights/errors.ts';
import { fetchWeights } from '../llm/weights/fetch.ts';
import { proposal } from '../llm/weights/larger.ts';
import { presetOf } from '../llm/weights/presets.ts';
import { createWriter, type Writer } from '../llm/writer.ts';
import type { Log } from '../log.ts';
import { calibrationsIn, LABELLED_ROWS, PROMPTS } from './places.ts';

export interface Brain {
  readonly model: Model;
  /** The same for the same weights. */
  readonly weights: string;
  readonly prompts: Prompts;
  readonly personas: Personas;
  /** What an earlier run has kept is in force; it fits nothing until it is started. */
  readonly calibration: SelfCalibration;
  readonly judge: Judge;
  readonly responder: Responder;
  readonly writer: Writer;
  readonly roles: Roles;
  close(): Promise<void>;
}

type ModelConfig = Pick<
  Config,
  | 'DATA_DIR'
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

interface OpeningOptions {
  /** Gives up opening. */
  readonly signal?: AbortSignal;
  /** Measures the model at work for people; calibrating is not measured. */
  readonly measured?: (model: Model) => Model;
}

/**
 * `variables` is the environment: it says where the system keeps caches. Prompts are read again when saved.
 * Throws what fetchWeights, openPrompts and openLlama, or openRemote, throw.
 */
export async function openBrain(
  config: ModelConfig,
  log: Log,
  variables: Variables,
  { signal, measured = (model) => model }: OpeningOptions = {},
): Promise<Brain> {
  const prompts = await openPrompts({ directory: PROMPTS, log, watch: true });
  const personas = await openPersonas({
    directory: join(PROMPTS, 'personas'),
    log,
    watch: true,
    strategies: (locale) => prompts.assistant().voices[locale].strategies,
  });
  try {
    const { model: opened, weights } = await (config.LLM_URL === undefined
      ? openLocal(config, log, variables, signal)
      : openDistant(config, config.LLM_URL, log, signal));
    const spare = spareTimeOf(opened);
    const model = measured(spare.model);
    const calibration = createSelfCalibration({
      ...{ model: opened, weights, prompts, clock: systemClock, log },
      ships: calibrationOf(model.preset, model.manyWords),
      rows: LABELLED_ROWS,
      folder: calibrationsIn(config),
      fit: fitInThread,
      ready: spare.wait,
    });
    await calibration.load();
    const chat = chatFirst(createResponder({ model, prompts, personas, random: Math.random }));
    return {
      ...{ model, weights, prompts, personas, calibration },
      judge: createJudge({ model, prompts, calibration: calibration.current }),
      responder: chat.responder,
      writer: createWriter({ model, prompts, chat }),
      roles: createRoles({ model, prompts, chat }),
      async close() {
        prompts.close();
        personas.close();
        await calibration.stop();
        await model.close();
      },
    };
  } catch (error) {
    prompts.close();
    personas.close();
    throw error;
  }
}

interface OpenedModel {
  readonly model: Model;
  readonly weights: string;
}

async function openLocal(
  config: ModelConfig,
  log: Log,
  variables: Variables,
  signal?: AbortSignal,
): Promise<OpenedModel> {
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
  const model = await openLlama({
    path,
    id,
    preset,
    stateDir,
    clock: systemClock,
    log,
    ...(config.MODEL_THREADS !== undefined && { threads: config.MODEL_THREADS }),
  });
  return { model, weights: await fingerprint(path) };
}

/** MODEL names the preset that the server was given; its calibration applies. */
async function openDistant(
  config: ModelConfig,
  url: string,
  log: Log,
  signal?: AbortSignal,
): Promise<OpenedModel> {
  const preset = presetOf(config.MODEL);
  if (!preset) throw new UnknownModelError(config.MODEL);
  const model = await openRemote({
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
  // The server's own weights can't be seen: as long as it and its names stay, they are taken for the same.
  return { model, weights: [preset.name, new URL(url).host, config.LLM_MODEL ?? ''].join(' ') };
}
