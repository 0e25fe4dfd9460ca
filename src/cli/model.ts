// The model that a command names, as the environment would name it.
import type { Surroundings } from './command.ts';

/** What the environment says, but for the model, which runs here; a GGUF file of one's own is named by its path. */
export function variablesFor(model: string, variables: Surroundings['variables']): Surroundings['variables'] {
  const isFile = /\.gguf$/i.test(model) && !model.startsWith('hf:');
  return {
    ...variables,
    LLM_URL: '',
    ...(isFile ? { MODEL_PATH: model } : { MODEL: model, MODEL_PATH: '' }),
  };
}
