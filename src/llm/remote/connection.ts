// Requests to one server: its key, time-outs, retries and the circuit breaker.
import type { Clock } from '../../clock.ts';
import { type BarometerError, reasonOf } from '../../errors.ts';
import { backoff, spread } from '../../flow/backoff.ts';
import { retryAfter } from '../../flow/retryAfter.ts';
import type { Log } from '../../log.ts';
import { Breaker } from './breaker.ts';
import {
  RemoteAccessError,
  RemoteAnswerError,
  RemotePausedError,
  RemoteRefusedError,
  RemoteUnavailableError,
} from './errors.ts';
import { Patience } from './patience.ts';

/** Tries of one request; at opening more, for about half a minute: a server that starts with us still loads its model. */
const TRIES = 4;
const OPENING_TRIES = 10;
/** Before the second try of a request and the ones after it, in milliseconds. */
const PAUSES = { least: 250, most: 8000 };
/** Before somebody asks again for what failed after all tries, in milliseconds. */
const PAUSE = 5000;
/** A server that wants to be left alone longer than this (milliseconds) is not waited for here. */
const LONGEST_WAIT = 20_000;

export interface ConnectionOptions {
  /** With or without /v1 at the end; credentials in it are sent as such and shown nowhere. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** Milliseconds a request may take, and a stream may be silent. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** 0…1 */
  readonly random: () => number;
  readonly log: Log;
}

export interface RemoteRequest {
  /** From the base of the server, e.g. "/v1/completions". */
  readonly path: string;
  /** Sent as JSON by POST; without one the request is a GET. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

type Read<T> = (response: Response, patience: Patience) => Promise<T>;

interface Failure {
  readonly error: BarometerError;
  /** Milliseconds after which to try again at the earliest; null for never. */
  readonly waitMs: number | null;
}
type Outcome<T> = { readonly value: T } | Failure;

export class Connection {
  /** Host and port, never credentials. */
  readonly host: string;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #options: ConnectionOptions;
  /** One for each path: a server that counts tokens may still fail at completions. */
  readonly #breakers = new Map<string, Breaker>();
  #opening = true;

  constructor(options: ConnectionOptions) {
    const url = new URL(options.url);
    this.#options = options;
    this.clock = options.clock;
    this.timeoutMs = options.timeoutMs;
    this.host = url.host;
    this.#base = url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
    const authorization = authorizationOf(url, options.apiKey);
    this.#headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
  }

  /**
   * The parsed body of the answer.
   * @throws RemoteUnavailableError, RemoteAccessError, RemoteRefusedError, RemoteAnswerError; the signal's reason when it aborts
   */
  json(request: RemoteRequest): Promise<unknown> {
    return this.#persist(request, async (response, patience) => {
      const text = await response.text();
      patience.end();
      this.recordAnswered(request);
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw new RemoteAnswerError(this.host, request.path, 'not JSON');
      }
    });
  }

  /**
   * An answer whose body is still to come; the caller tells `patience` of every piece, and ends it, and says how the
   * answer went on: `recordAnswered`, `recordBroken` or `recordAbandoned`. Throws as `json` does.
   */
  open(request: RemoteRequest): Promise<{ body: AsyncIterable<Uint8Array>; patience: Patience }> {
    return this.#persist(request, ({ body }, patience) => {
      if (!body) throw new RemoteAnswerError(this.host, request.path, 'no body');
      patience.restart();
      return Promise.resolve({ body, patience });
    });
  }

  /** Ends the opening, in which more tries are made because the server may still be starting. */
  endOpening(): void {
    this.#opening = false;
  }

  /** The server answered. */
  recordAnswered({ path }: RemoteRequest): void {
    this.#breaker(path).recordSuccess();
  }

  /** The request was given up. */
  recordAbandoned({ path }: RemoteRequest): void {
    this.#breaker(path).recordAbandoned();
  }

  /** A request that had begun well broke off. */
  recordBroken({ path }: RemoteRequest, error: unknown): RemoteUnavailableError {
    this.#recordFailure(path);
    return new RemoteUnavailableError(this.host, causeOf(error), PAUSE, { cause: error });
  }

  #breaker(path: string): Breaker {
    const known = this.#breakers.get(path);
    if (known) return known;
    const breaker = new Breaker(this.clock);
    this.#breakers.set(path, breaker);
    return breaker;
  }

  #send({ path, body }: RemoteRequest, signal: AbortSignal): Promise<Response> {
    return this.#options.fetch(this.#base + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: this.#headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
      // What people wrote goes to the server that was named and to no other.
      redirect: 'manual',
    });
  }

  async #persist<T>(request: RemoteRequest, read: Read<T>): Promise<T> {
    const { path, signal } = request;
    let failed: BarometerError | null = null;
    for (let attempt = 0; ; attempt += 1) {
      const closedFor = this.#opening ? null : this.#breaker(path).enter();
      if (closedFor !== null) throw failed ?? new RemotePausedError(this.host, 'it kept failing', closedFor);
      const outcome = await this.#attempt(request, read);
      if ('value' in outcome) return outcome.value;
      const { error, waitMs } = outcome;
      failed = error;
      const isLast = attempt + 1 >= (this.#opening ? OPENING_TRIES : TRIES);
      if (waitMs === null || waitMs > LONGEST_WAIT || isLast) throw error;
      if (this.#opening && attempt === 0) this.#options.log.info(`${error.message} Waiting for it.`);
      const pause = spread(backoff(attempt + 1, PAUSES), this.#options.random());
      await this.clock.wait(Math.max(waitMs, pause), signal);
    }
  }

  async #attempt<T>(request: RemoteRequest, read: Read<T>): Promise<Outcome<T>> {
    const { signal } = request;
    const patience = new Patience(this.clock, this.timeoutMs, signal);
    try {
      const response = await this.#send(request, patience.signal);
      if (response.ok) {
        return { value: await read(response, patience) };
      }
      const outcome = this.#refusal(request, response, await response.text());
      patience.end();
      return outcome;
    } catch (error) {
      patience.end();
      if (signal.aborted) this.recordAbandoned(request);
      signal.throwIfAborted();
      if (error instanceof RemoteAnswerError) {
        this.recordAnswered(request);
        return { error, waitMs: null };
      }
      // A server that hangs is not asked again at once: it would only have more to do.
      return { error: this.recordBroken(request, error), waitMs: patience.ranOut ? null : 0 };
    }
  }

  /** What an answer other than 2xx means. */
  #refusal(request: RemoteRequest, { status, headers }: Response, text: string): Failure {
    const { path } = request;
    if (status >= 500) this.#recordFailure(path);
    else this.recordAnswered(request);
    if (status === 429 || (status >= 502 && status <= 504)) {
      const waitMs = retryAfter(headers.get('retry-after'), this.clock.now()) ?? 0;
      const pause = Math.max(waitMs, PAUSE);
      const Kind = status === 429 ? RemotePausedError : RemoteUnavailableError;
      return { error: new Kind(this.host, `it answers ${status}`, pause), waitMs };
    }
    const isAccess = status < 400 || status === 401 || status === 403 || status === 404;
    const error = isAccess
      ? new RemoteAccessError(this.host, path, status)
      : new RemoteRefusedError(this.host, path, status, text.slice(0, 2000));
    return { error, waitMs: null };
  }

  #recordFailure(path: string): void {
    if (!this.#breaker(path).recordFailure()) return;
    this.#options.log.warn(
      { path },
      `The model at ${this.host} keeps failing: it is left alone for a while.`,
    );
  }
}

function authorizationOf(url: URL, apiKey: string | undefined): string | undefined {
  if (apiKey !== undefined) return `Bearer ${apiKey}`;
  if (url.username === '' && url.password === '') return undefined;
  const words = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(words).toString('base64')}`;
}

/** The real reason: fetch hides it in the cause of "fetch failed". */
function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reasonOf(inner).split('\n')[0] ?? '';
}
