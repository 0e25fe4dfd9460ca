// What can go wrong with a model on another machine.
import { BarometerError } from '../../errors.ts';
import { ModelUnavailableError } from '../model.ts';

/** Pause before a server that refuses us is asked again, in milliseconds. */
const REFUSED_PAUSE = 30_000;

/** Down, overloaded, hanging or cut off: whatever was asked may be asked again. */
export class RemoteUnavailableError extends ModelUnavailableError {
  constructor(
    /** Host and port, never credentials. */
    readonly host: string,
    readonly reason: string,
    retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(
      `The model at ${host} cannot be used (${reason}): see that the server of LLM_URL runs.`,
      retryAfterMs,
      options,
    );
  }
}

/** The server asked for a pause, or we make one: the request itself was not tried. */
export class RemotePausedError extends RemoteUnavailableError {}

/** The server fails on a harmless text too, so it is at fault: what waits is asked again once it is mended. */
export class RemoteBrokenError extends ModelUnavailableError {
  constructor(
    readonly host: string,
    cause: BarometerError,
  ) {
    super(
      `${cause.message} It fails on every text: see that the server of LLM_URL runs the model of MODEL, or restart it.`,
      REFUSED_PAUSE,
      { cause },
    );
  }
}

/** The server stops answering over this text, and over no other. */
export class RemoteTextError extends BarometerError {
  constructor(
    readonly host: string,
    /** Times that reading it broke off. */
    readonly breaks: number,
  ) {
    super(
      `The server at ${host} broke off or took too long ${breaks} times over this text, and read others: ` +
        'see its log, or raise LLM_TIMEOUT.',
    );
  }
}

/** The server does not let us in, or lacks what we ask for: the operator can mend that, and no message is at fault. */
export class RemoteAccessError extends ModelUnavailableError {
  constructor(
    readonly host: string,
    readonly path: string,
    readonly status: number,
  ) {
    super(`The server at ${host} answers ${status} to ${path}: ${mendOf(status)}.`, REFUSED_PAUSE);
  }
}

function mendOf(status: number): string {
  if (status === 401 || status === 403) return 'set LLM_API_KEY to the key it was started with';
  if (status === 404) {
    return 'set LLM_URL to the base of an OpenAI-compatible server, and LLM_MODEL to a model it serves';
  }
  return 'set LLM_URL to where it sends us';
}

/** This request was refused; others may pass. */
export class RemoteRefusedError extends BarometerError {
  constructor(
    readonly host: string,
    readonly path: string,
    readonly status: number,
    /** The server's words. They may quote what people wrote, so they stay out of `message`. */
    readonly answer: string,
  ) {
    const tooLong = /context|too long|exceed/i.test(answer) && !/logprob/i.test(answer);
    const why = tooLong ? ': its context is too small, give the server a larger one' : '';
    super(`The server at ${host} answers ${status} to ${path}${why}.`);
  }
}

/** An answer that is not in the dialect of an OpenAI-compatible server. */
export class RemoteAnswerError extends BarometerError {
  constructor(
    readonly host: string,
    readonly path: string,
    problem: string,
  ) {
    super(
      `The server at ${host} answers ${path} in an unknown way (${problem}): LLM_URL must be an OpenAI-compatible server.`,
    );
  }
}

/** None of the label words is among the tokens that came back, so there is nothing to judge by. */
export class LabelsNotReturnedError extends BarometerError {
  constructor(
    readonly host: string,
    /** How many tokens came back with a log-probability. */
    readonly returned: number,
    readonly words: number,
    /** How many tokens were asked for. */
    readonly asked: number,
  ) {
    super(
      `The server at ${host} returned ${returned} of ${asked} log-probabilities and none of the ${words} label words: ` +
        'start vLLM with --max-logprobs 1000, or use llama-server (docs/models.md).',
    );
  }
}
