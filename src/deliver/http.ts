// One request to an address that somebody typed: only to the public Internet, and without following redirects.
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../clock.ts';
import { withDeadline } from '../flow/aborting.ts';
import { isPublic } from './addresses.ts';
import { InsecureTargetError, PrivateTargetError, TargetTimeoutError } from './errors.ts';
import { literalAddress } from './target.ts';

/** The addresses of a name, as the system's resolver gives them. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface HttpOptions {
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
  readonly clock: Clock;
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Trusted beside the system's authorities; for tests. */
  readonly ca?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The beginning of the body: hostile text. */
  readonly text: string;
}

/** More of an answer than this is not read. */
const MOST_ANSWER = 4096;

export const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses);
    });
  });

/**
 * Posts JSON and reads the answer, whatever its status.
 * The addresses that the connection will use are checked, so a name that gets another address in between gains nothing.
 * @throws PrivateTargetError, InsecureTargetError, TargetTimeoutError; the signal's reason; the system's network errors
 */
export async function postJson(
  url: URL,
  message: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  options: HttpOptions,
): Promise<HttpAnswer> {
  if (!options.allowPrivate) requirePublic(url);
  const request = {
    method: 'POST',
    headers: {
      'user-agent': 'Barometer',
      ...message.headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(message.body),
    },
    // A connection of its own, looked up and checked anew.
    agent: false,
    lookup: checkedLookup(url, options),
    ...(options.ca !== undefined && { ca: options.ca }),
  } satisfies RequestOptions;
  const { timeoutMs: ms, clock, signal } = options;
  const late = () => new TargetTimeoutError(url.host, ms);
  return withDeadline({ ms, clock, signal, late }, async (until) => {
    try {
      return await exchange(url, message.body, { ...request, signal: until });
    } catch (error) {
      until.throwIfAborted();
      throw error;
    }
  });
}

function requirePublic(url: URL): void {
  // A literal address is connected to without any lookup.
  const address = literalAddress(url);
  if (address !== null && !isPublic(address)) throw new PrivateTargetError(url.hostname);
  if (url.protocol !== 'https:') throw new InsecureTargetError(url.hostname);
}

function checkedLookup(url: URL, { allowPrivate, resolve }: HttpOptions): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) {
          callback(new Error(`${hostname} has no address`), '');
          return;
        }
        if (!allowPrivate && !addresses.every(({ address }) => isPublic(address))) {
          callback(new PrivateTargetError(url.hostname), '');
        } else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };
}

function exchange(url: URL, body: string, options: RequestOptions): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, options, (response) => {
      answerOf(response).then(resolve, reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function answerOf(response: IncomingMessage): Promise<HttpAnswer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= MOST_ANSWER) break; // leaving the loop closes the connection
  }
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'] ?? null,
    text: Buffer.concat(pieces).subarray(0, MOST_ANSWER).toString(),
  };
}
