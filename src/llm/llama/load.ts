// Loads a GGUF file, without what node-llama-cpp would keep beside it and nobody reads.
import type { Llama, LlamaModel } from 'node-llama-cpp';
import { RecurrentModelError, UnreadableModelError } from './errors.ts';

/**
 * @throws UnreadableModelError when `path` is not a model that can be run
 * @throws RecurrentModelError when it can't judge at a bearable cost
 */
export async function load(llama: Llama, path: string, useMmap: boolean): Promise<LlamaModel> {
  const model = await read(llama, path, useMmap);
  const { isRecurrent, isHybrid } = model.fileInsights;
  if (!isRecurrent && !isHybrid) return model;
  const { architecture } = model.fileInfo.metadata.general;
  await model.dispose();
  throw new RecurrentModelError(path, architecture);
}

async function read(llama: Llama, path: string, useMmap: boolean): Promise<LlamaModel> {
  try {
    // Mapped files keep a second copy of the weights once they are repacked for the processor. Its checks of memory
    // are for graphics cards, and take a second.
    const model = await llama.loadModel({ modelPath: path, useMmap, ignoreMemorySafetyChecks: true });
    skipEstimates(model);
    dropVocabulary(model);
    return model;
  } catch (error) {
    throw new UnreadableModelError(path, error);
  }
}

/** Estimating what a context takes loads the vocabulary a second time (40 MB, half a second), and keeps it. */
function skipEstimates({ fileInsights }: LlamaModel): void {
  fileInsights.estimateContextResourceRequirementsV2 = () => Promise.resolve({ cpuRam: 0, gpuVram: 0 });
}

/** llama.cpp has a vocabulary of its own; the one in JavaScript is a third of the heap, and of the time to collect it. */
function dropVocabulary({ fileInfo }: LlamaModel): void {
  const { ggml } = fileInfo.metadata.tokenizer;
  const count = ggml.tokens.length; // which is read later
  Object.assign(ggml, { tokens: new Array<string>(count), token_type: [], merges: [] });
}
