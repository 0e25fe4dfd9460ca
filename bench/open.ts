// Opens a preset for a bench: its weights as npm start finds them, or a file.
import { homedir } from 'node:os';
import { basename } from 'node:path';
import type { LlamaModel } from 'node-llama-cpp';
import { openModel, openWeights, type Weights } from '../src/llm/llama/open.ts';
import { fixedThreads, type Threads } from '../src/llm/llama/threads.ts';
import type { Model } from '../src/llm/model.ts';
import { openPrompts, type Prompts } from '../src/llm/prompts.ts';
import { modelCacheDir } from '../src/llm/weights/cacheDir.ts';
import { fetchWeights } from '../src/llm/weights/fetch.ts';
import { createLog, type Log } from '../src/log.ts';

export interface OpenPresetOptions {
  readonly preset: string;
  /** A GGUF file that is read with the preset's prompt and calibration; empty: the preset's own. */
  readonly file?: string | undefined;
  /** A number that stays, all cores by default; or those of the caller. */
  readonly threads?: string | ((weights: Weights) => Threads) | undefined;
  /** Hears what the model says of its work; warnings on stderr by default. */
  readonly log?: Log;
}

export interface Opened {
  readonly model: Model;
  /** What it runs on, for comparison by hand. */
  readonly weights: LlamaModel;
  readonly prompts: Prompts;
  close(): Promise<void>;
}

const warnings = createLog('warn', process.stderr.isTTY);

const weightsOf = (preset: string, file: string | undefined) =>
  fetchWeights({
    model: preset,
    path: file || undefined,
    cacheDir: modelCacheDir({ platform: process.platform, home: homedir(), variables: process.env }),
    hfEndpoint: process.env['HF_ENDPOINT'] ?? 'https://huggingface.co',
    log: warnings,
  });

/** The file that is opened. */
export async function pathOf(preset: string, file: string | undefined): Promise<string> {
  return (await weightsOf(preset, file)).path;
}

export async function openPreset({
  preset,
  file,
  threads,
  log = warnings,
}: OpenPresetOptions): Promise<Opened> {
  const { path, id } = await weightsOf(preset, file);
  const prompts = await openPrompts({ directory: 'prompts', log, watch: false });
  const weights = await openWeights({ path, log });
  const model = await openModel(weights, {
    id: file ? `${preset}/${basename(file, '.gguf')}` : id,
    preset,
    log,
    threads:
      typeof threads === 'function' ? threads(weights) : fixedThreads(Number(threads ?? weights.cores)),
  });
  return {
    model,
    weights: weights.model,
    prompts,
    async close() {
      prompts.close();
      await model.close();
    },
  };
}
