// The llama adapter: one GGUF file loaded once, a context for judging and one for chat.
import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { getLlama, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { ModelClosedError, type Model } from '../model.ts';
import { MOSTLY_IQ4_NL } from '../weights/requantise/layout.ts';
import { Chat } from './chat.ts';
import { Cores } from './cores.ts';
import { UnreadableModelError } from './errors.ts';
import { Judging } from './judging.ts';
import { load } from './load.ts';
import { shortage } from './memory.ts';
import { SEQUENCES } from './packs.ts';
import { fingerprint, openPrefixStates } from './prefixStates.ts';
import { cpuQuota } from './quota.ts';
import { spareCores } from './spareCores.ts';
import { adaptiveThreads, fixedThreads, type Threads } from './threads.ts';

export interface WeightsOptions {
  /** A GGUF file. */
  readonly path: string;
  /** Maps the file instead of reading it; off by default, see bench:speed. */
  readonly mmap?: boolean;
  readonly log: Log;
}

export interface Weights {
  readonly model: LlamaModel;
  /** The same for the same file and the same llama.cpp. */
  readonly key: string;
  /** Threads of one evaluation at most: the cores that are good for arithmetic and that this process may use. */
  readonly cores: number;
}

export interface ContextOptions {
  readonly id: string;
  readonly preset: string | null;
  /** Of one evaluation. The model closes them. */
  readonly threads: Threads;
  /** Where evaluated prompts are kept between runs; without it each run evaluates them once. */
  readonly stateDir?: string;
  readonly log: Log;
}

export interface LlamaOptions extends WeightsOptions, Omit<ContextOptions, 'threads'> {
  /** A number that stays; without it as many as are worth it, which changes with what else the machine does. */
  readonly threads?: number;
  readonly clock: Clock;
}

/** @throws UnreadableModelError when `path` is not a model that can be run, RecurrentModelError when it can't judge */
export async function openLlama(options: LlamaOptions): Promise<Model> {
  const spare = spareCores(); // looks at the other programs while the weights are loaded
  const weights = await openWeights(options);
  const { threads: number, clock, log } = options;
  const threads =
    number === undefined
      ? adaptiveThreads({ most: weights.cores, spare, apply: limiter(weights), clock, log })
      : fixedThreads(number);
  try {
    return await openModel(weights, { ...options, threads });
  } catch (error) {
    await threads.close();
    throw error;
  }
}

/** Says how many threads the next evaluations on these weights may have; an evaluation that runs keeps its own. */
export function limiter({ model, cores }: Weights): (threads: number) => void {
  return (threads) => {
    // Without a limit a context gets what it asked for; with one, contexts share it for a moment after each turn.
    model.llama.maxThreads = threads < cores ? threads : 0;
  };
}

/** @throws UnreadableModelError when `path` is not a model that can be run, RecurrentModelError when it can't judge */
export async function openWeights({ path, mmap = false, log }: WeightsOptions): Promise<Weights> {
  const { key, size } = await checkFile(path);
  const short = shortage(size, process.availableMemory());
  if (short !== null) log.warn(short);
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 0,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    logger: (level, message) => log.debug({ level }, message.trim()),
  });
  return {
    model: await load(llama, path, mmap),
    key: `${key}-${llama.llamaCppRelease.release}`,
    cores: Math.max(1, Math.floor(Math.min(availableParallelism(), llama.cpuMathCores, await cpuQuota()))),
  };
}

/** Judging and chat on weights, which are let go when it is closed. */
export async function openModel(weights: Weights, options: ContextOptions): Promise<Model> {
  const { model, key } = weights;
  const { log, threads } = options;
  const states = await openPrefixStates(options.stateDir, key, log);
  const cores = new Cores();
  const judging = new Judging({ model, cores, states: states.judging, threads, log });
  const chat = new Chat({ model, cores, threads, states: states.chat, log });
  let closed = false;
  const isClosed = () => closed;
  return {
    id: options.id,
    preset: options.preset,
    batchSize: 8 * SEQUENCES,
    manyWords: isMostlyIQ4_NL(model),
    judge: async (prompt, texts) => {
      if (isClosed()) throw new ModelClosedError();
      try {
        return await judging.judge(prompt, texts);
      } catch (error) {
        // What fails while its context is taken away says nothing of the texts.
        throw isClosed() ? new ModelClosedError() : error;
      }
    },
    stream: (conversation, streaming) => {
      if (isClosed()) throw new ModelClosedError();
      return chat.stream(conversation, streaming);
    },
    async close() {
      if (isClosed()) return;
      closed = true;
      chat.stop();
      judging.stop();
      await threads.close();
      // Waiting for the cores lets the forward pass that runs end first; native code must not lose its context.
      await cores.use('chat', async () => {
        await judging.close();
        await chat.close();
        await model.dispose();
      });
      await states.close();
    },
  };
}

const isMostlyIQ4_NL = ({ fileInfo }: LlamaModel): boolean =>
  Number(fileInfo.metadata.general.file_type) === MOSTLY_IQ4_NL;

async function checkFile(path: string): Promise<{ key: string; size: number }> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      if (buffer.subarray(0, bytesRead).toString('latin1') !== 'GGUF')
        throw new Error('it is not a GGUF file');
      return { key: await fingerprint(path), size: (await file.stat()).size };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new UnreadableModelError(path, error);
  }
}
