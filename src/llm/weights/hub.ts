// A file from a model hub over HTTP: resumes where it was cut, never waits long for a hub that does not answer.
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from '../../errors.ts';
import { SourceError } from './errors.ts';
import type { HubSource } from './presets.ts';
import type { Progress } from './progress.ts';
import { putInPlace, sha256Of } from './verified.ts';

export interface Hub {
  readonly name: string;
  address(source: HubSource, file: string): string;
}

/** The hubs in the order they are asked; the file's hash decides, not who gave it. */
export function hubsAt(endpoint: string): readonly Hub[] {
  return [
    {
      name: new URL(endpoint).host,
      address: ({ repository, revision }, file) =>
        `${endpoint.replace(/\/+$/, '')}/${repository}/resolve/${revision}/${file}`,
    },
    {
      name: 'ModelScope',
      // Its commits have other names; the hash pins the file all the same.
      address: ({ repository }, file) =>
        `https://www.modelscope.cn/models/${repository}/resolve/master/${file}`,
    },
  ];
}

export interface Wanted {
  readonly file: string;
  readonly source: HubSource;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

export interface HubTools {
  readonly fetch: typeof fetch;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Milliseconds until a hub must have begun to answer; 5 s unless told. */
  readonly answerMs?: number;
  /** Milliseconds without a byte after which a connection is given up; 30 s unless told. */
  readonly stallMs?: number;
}

/** Connections that end early are resumed this many times in a row without any gain. */
const FRUITLESS = 2;
/** And so many times in all: a hub that gives a byte each time is given up, too. */
const RESUMED = 500;

/**
 * Puts the file at `target` and returns its hash; what was received stays in `target`.part.
 * @throws SourceError when this hub cannot give it
 */
export async function fetchFromHub(
  hub: Hub,
  wanted: Wanted,
  target: string,
  tools: HubTools,
): Promise<string> {
  const address = hub.address(wanted.source, wanted.file);
  const expected = wanted.sha256 ?? (await statedHash(address, tools));
  const part = `${target}.part`;
  const resumed = (await sizeOf(part)) > 0;
  let actual = await receive(address, part, wanted.bytes, tools);
  if (actual !== expected && resumed) {
    // The old beginning may have been of another version: once more from the start.
    await rm(part, { force: true });
    actual = await receive(address, part, wanted.bytes, tools);
  }
  if (actual !== expected) {
    await rm(part, { force: true });
    throw new SourceError(
      `its file has the hash ${actual.slice(0, 12)}…, expected ${expected.slice(0, 12)}…`,
    );
  }
  await putInPlace(part, target);
  return expected;
}

async function receive(
  address: string,
  part: string,
  bytes: number | null,
  tools: HubTools,
): Promise<string> {
  for (let fruitless = 0, resumed = 0; ; resumed += 1) {
    const before = await sizeOf(part);
    try {
      await receiveOnce(address, part, bytes, tools);
      return await sha256Of(part, tools.signal);
    } catch (error) {
      tools.signal.throwIfAborted();
      if (!(error instanceof SourceError) || !error.message.startsWith(CUT)) throw error;
      fruitless = (await sizeOf(part)) > before ? 0 : fruitless + 1;
      if (fruitless >= FRUITLESS || resumed >= RESUMED) throw error;
    }
  }
}

const CUT = 'the connection ended early';

async function receiveOnce(
  address: string,
  part: string,
  bytes: number | null,
  tools: HubTools,
): Promise<void> {
  const have = await sizeOf(part);
  if (bytes !== null && have === bytes) return;
  const stall = new AbortController();
  const signal = AbortSignal.any([tools.signal, stall.signal]);
  const { answerMs = 5000, stallMs = 30_000 } = tools;
  let timer = setTimeout(() => stall.abort(), answerMs);
  try {
    const response = await request(address, have, { ...tools, signal }, stall, answerMs);
    const start = response.status === 206 ? have : 0;
    const total = totalOf(response, start);
    if (bytes !== null && total !== null && total !== bytes) {
      stall.abort();
      throw new SourceError(`its file has ${total} bytes, expected ${bytes}`);
    }
    if (!response.body) throw new SourceError(CUT);
    const { body } = response;
    let done = start;
    let cut: unknown = null;
    // A cut ends the chunks instead of failing them: what came before it is written and kept.
    const chunks = async function* () {
      try {
        for await (const chunk of body as AsyncIterable<Uint8Array>) {
          clearTimeout(timer);
          timer = setTimeout(() => stall.abort(), stallMs);
          done += chunk.length;
          tools.progress.at(done, total);
          yield chunk;
        }
      } catch (error) {
        cut = error;
      }
    };
    await pipeline(chunks, createWriteStream(part, { flags: start > 0 ? 'a' : 'w' }));
    if (cut !== null) throw new SourceError(`${CUT} (${reasonOf(cut)})`);
    if (total !== null && done < total) throw new SourceError(CUT);
  } finally {
    clearTimeout(timer);
  }
}

async function request(
  address: string,
  have: number,
  tools: HubTools,
  stall: AbortController,
  answerMs: number,
): Promise<Response> {
  const headers = { 'accept-encoding': 'identity', ...(have > 0 && { range: `bytes=${have}-` }) };
  const response = await tools.fetch(address, { headers, signal: tools.signal }).catch((error: unknown) => {
    if (stall.signal.aborted) throw new SourceError(`no answer within ${answerMs / 1000} s`);
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new SourceError(`cannot be reached (${reasonOf(cause)})`);
  });
  const range = response.headers.get('content-range');
  if (response.status === 416 || (response.status === 206 && !range?.startsWith(`bytes ${have}-`))) {
    stall.abort();
    throw new SourceError(`it does not continue the file from byte ${have}: delete the .part file`);
  }
  if (response.status !== 200 && response.status !== 206) {
    stall.abort();
    throw new SourceError(`it answered ${response.status}`);
  }
  return response;
}

/** The hash that a hub states for a file that is not pinned here. */
async function statedHash(
  address: string,
  { fetch: ask, signal, answerMs = 5000 }: HubTools,
): Promise<string> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  const response = await ask(address, { method: 'HEAD', redirect: 'manual', signal: within }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
      throw new SourceError(`cannot be reached (${reasonOf(cause)})`);
    },
  );
  if (response.status >= 400) throw new SourceError(`it answered ${response.status}`);
  const stated = response.headers.get('x-linked-etag') ?? response.headers.get('etag') ?? '';
  const hash = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(stated)?.[1];
  if (hash === undefined) throw new SourceError('it states no SHA-256 for the file');
  return hash;
}

function totalOf(response: Response, start: number): number | null {
  const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (whole !== undefined) return Number(whole);
  const length = response.headers.get('content-length');
  return length === null ? null : start + Number(length);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
