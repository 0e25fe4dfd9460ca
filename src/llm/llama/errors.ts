// What can go wrong with a model file and with the native code that runs it.
import { BarometerError, reasonOf } from '../../errors.ts';
import { ModelUnavailableError } from '../model.ts';

export class UnreadableModelError extends BarometerError {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(
      `${path} cannot be loaded as a model (${reasonOf(cause)}): point MODEL_PATH at a GGUF file, or unset it to use MODEL.`,
      { cause },
    );
  }
}

/** Such a model keeps one running state: nothing can be taken back, so each message would cost the whole prompt. */
export class RecurrentModelError extends BarometerError {
  constructor(
    readonly path: string,
    readonly architecture: string,
  ) {
    super(
      `${path} is of a recurrent or hybrid architecture (${architecture}), which would read the whole prompt again for each message: take a plain transformer, such as MODEL=qwen3-0.6b, or the default by unsetting MODEL and MODEL_PATH.`,
    );
  }
}

/** Pause before a prompt that does not fit is tried again, in milliseconds: it may have been shortened. */
const PROMPT_PAUSE = 30_000;

/** No message is to blame: all of them wait until the prompt is shorter. */
export class PromptTooLongError extends ModelUnavailableError {
  constructor(
    readonly tokens: number,
    readonly limit: number,
  ) {
    super(
      `The analyst prompt has ${tokens} tokens, at most ${limit} fit this model: shorten prompts/analyst.md.`,
      PROMPT_PAUSE,
    );
  }
}

/** A batch failed twice, the second time on a fresh context. */
export class ModelFailedError extends BarometerError {
  constructor(
    readonly task: 'judging' | 'chat',
    cause: unknown,
  ) {
    super(`The model failed at ${task} (${reasonOf(cause).split('\n')[0] ?? ''}): its context was rebuilt.`, {
      cause,
    });
  }
}
