// A model whose answers are the same each time.
import type { Model } from '../../llm/model.ts';

/** Each stream has a seed of its own, from `first` on, so that a second try is another one. */
export function seeded(model: Model, first: number): Model {
  let seed = first;
  return {
    ...model,
    stream: (conversation, options) => model.stream(conversation, { ...options, seed: seed++ }),
  };
}
