import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchFromHub, hubsAt, type Wanted } from '../../../src/llm/weights/hub.ts';

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const wanted: Wanted = {
  file: 'tiny.gguf',
  source: { kind: 'hub', repository: 'a/b', revision: 'abc' },
  bytes: content.length,
  sha256,
};

describe('a file from a hub', () => {
  let directory: string;
  let target: string;
  let server: Server;
  let endpoint: string;
  let asked: IncomingMessage[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hub-'));
    target = join(directory, 'tiny.gguf');
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    answer = whole;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await rm(directory, { recursive: true });
  });

  /** Answers as hubs do, ranges included; `cutAfter` breaks the connection. */
  function whole(
    request: IncomingMessage,
    response: ServerResponse,
    body = content,
    cutAfter = Infinity,
  ): void {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': rest.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
    });
    if (rest.length <= cutAfter) response.end(rest);
    else response.write(rest.subarray(0, cutAfter), () => response.destroy());
  }

  const fetchIt = (change: Partial<Wanted> = {}, times = {}) =>
    fetchFromHub(hubsAt(endpoint)[0]!, { ...wanted, ...change }, target, {
      fetch,
      progress: { at: () => undefined, end: () => undefined },
      signal: new AbortController().signal,
      ...times,
    });
  const partSize = async () => (await stat(`${target}.part`)).size;

  it('is asked for by repository, revision and name, and kept when its hash matches', async () => {
    await expect(fetchIt()).resolves.toBe(sha256);
    expect(asked[0]!.url).toBe('/a/b/resolve/abc/tiny.gguf');
    expect(await readFile(target)).toEqual(content);
  });

  it('goes on where an earlier run stopped', async () => {
    await writeFile(`${target}.part`, content.subarray(0, 100_000));
    await fetchIt();
    expect(asked.map(({ headers }) => headers.range)).toEqual(['bytes=100000-']);
    expect(await readFile(target)).toEqual(content);
  });

  it('goes on by itself when the connection is cut', async () => {
    answer = (request, response) => whole(request, response, content, 120_000);
    await fetchIt();
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.at(-1)!.headers.range).toMatch(/^bytes=\d+-$/);
    expect(await readFile(target)).toEqual(content);
  });

  it('gives up a hub that cuts every connection before the first byte, and keeps what it has', async () => {
    await writeFile(`${target}.part`, content.subarray(0, 50_000));
    answer = (_request, response) => response.destroy();
    await expect(fetchIt()).rejects.toThrow('cannot be reached');
    expect(await partSize()).toBe(50_000);
  });

  it('starts again when the hub knows no ranges', async () => {
    await writeFile(`${target}.part`, content.subarray(0, 100_000));
    answer = (request, response) => {
      delete request.headers.range;
      whole(request, response);
    };
    await fetchIt();
    expect(await readFile(target)).toEqual(content);
  });

  it('starts once more when the kept beginning was of another version', async () => {
    await writeFile(`${target}.part`, randomBytes(100_000));
    await fetchIt();
    expect(await readFile(target)).toEqual(content);
  });

  it('is never used with a wrong hash', async () => {
    const other = Buffer.from(content);
    other[7] = (other[7]! + 1) % 256;
    answer = (request, response) => whole(request, response, other);
    await expect(fetchIt()).rejects.toThrow(/its file has the hash .* expected/);
    await expect(stat(target)).rejects.toThrow('ENOENT');
    await expect(partSize()).rejects.toThrow('ENOENT');
  });

  it('is refused at once when its size is another one', async () => {
    answer = (request, response) => whole(request, response, content.subarray(0, 1000));
    await expect(fetchIt()).rejects.toThrow('its file has 1000 bytes, expected 300000');
  });

  it('says what the hub answered', async () => {
    answer = (_request, response) => response.writeHead(404).end();
    await expect(fetchIt()).rejects.toThrow('it answered 404');
  });

  it('does not wait for a hub that never answers', async () => {
    answer = () => undefined;
    await expect(fetchIt({}, { answerMs: 50 })).rejects.toThrow('no answer within 0.05 s');
  });

  it('resumes after a silence', async () => {
    let first = true;
    answer = (request, response) => {
      if (!first) {
        whole(request, response);
        return;
      }
      first = false;
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    };
    await fetchIt({}, { stallMs: 50 });
    expect(asked.at(-1)!.headers.range).toMatch(/^bytes=\d+-$/);
    expect(await readFile(target)).toEqual(content);
  });

  it('takes the hash from the hub where none is pinned, and refuses a hub that states none', async () => {
    answer = (request, response) => {
      if (request.method === 'HEAD')
        response.writeHead(302, { 'x-linked-etag': `"${sha256}"`, location: '/cdn' }).end();
      else whole(request, response);
    };
    await expect(fetchIt({ bytes: null, sha256: null })).resolves.toBe(sha256);
    answer = whole;
    await expect(fetchIt({ bytes: null, sha256: null })).rejects.toThrow('it states no SHA-256');
  });

  it('needs no network when the whole file is already there unnamed', async () => {
    await writeFile(`${target}.part`, content);
    await fetchIt();
    expect(asked).toEqual([]);
    await truncate(target, 0);
  });
});
