// A server of a small model on loopback. It answers as llama-server or vLLM does, and fails when a test wants it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { llamaServer, vllm, type CompletionBody } from './dialects.ts';
import type { SmallModel } from './smallModel.ts';

export type Imitation =
  | { readonly kind: 'llama-server' }
  | {
      readonly kind: 'vLLM';
      readonly maxLogprobs: number;
      readonly processed: boolean;
      readonly names: boolean;
      /** Tokens it names at once; vLLM's own bound by default. */
      readonly mostNamed?: number;
    }
  /** Completions with text tokens and nothing else. */
  | { readonly kind: 'bare'; readonly maxLogprobs: number };

export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Not in JSON. */
  | { readonly text: string }
  | 'hang'
  | 'reset'
  /** An answer that breaks off in the middle. */
  | 'half'
  | { readonly cutAfter: number };

export interface Seen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TestServer {
  readonly url: string;
  readonly seen: Seen[];
  imitate(imitation: Imitation): void;
  /** Asked before each request: what shall go wrong with it. */
  fail(fault: (seen: Seen) => Fault | null): void;
  apiKey: string | null;
  /** The most requests that were under way at once. */
  most(): number;
  /** Resolves when this many requests hang. */
  hanging(count: number): Promise<void>;
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(model: SmallModel | null): Promise<TestServer> {
  let imitation: Imitation = { kind: 'llama-server' };
  let faultOf: (seen: Seen) => Fault | null = () => null;
  let running = 0;
  let most = 0;
  let hung = 0;
  const waiters: { count: number; resolve: () => void }[] = [];
  const resting: (() => void)[] = [];
  const seen: Seen[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const path = request.url ?? '';
    const text = await textOf(request);
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const entry = { path, authorization: request.headers.authorization, body };
    seen.push(entry);
    const fault = faultOf(entry);
    if (fault === 'hang') {
      hung += 1;
      for (const { count, resolve } of waiters) if (count <= hung) resolve();
      return undefined;
    }
    if (fault === 'reset') return request.socket.destroy();
    if (fault === 'half') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      return response.write('{"choices":[{"ind', () => response.destroy());
    }
    if (fault && 'text' in fault) return response.writeHead(200).end(fault.text);
    if (fault && 'status' in fault) {
      return send(response, fault.status, fault.body ?? { error: { message: 'on demand' } }, fault.headers);
    }
    if (server.apiKey !== null && entry.authorization !== `Bearer ${server.apiKey}`) {
      return send(response, 401, { error: { message: 'Invalid API Key' } });
    }
    if (path === '/v1/models') return send(response, 200, { data: [{ id: 'small' }] });
    if (!model) return send(response, 404, {});
    if (path === '/tokenize') return tokenize(response, model, body, imitation);
    if (path === '/v1/completions') {
      return complete(response, model, body as unknown as CompletionBody, imitation);
    }
    if (path === '/v1/chat/completions') {
      return chat(response, model, body as unknown as ChatBody, fault ? fault.cutAfter : Infinity);
    }
    return send(response, 404, { error: { message: 'File Not Found' } });
  }

  const http = createServer((request, response) => {
    running += 1;
    most = Math.max(most, running);
    response.once('close', () => {
      running -= 1;
      if (running === 0) for (const resolve of resting.splice(0)) resolve();
    });
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, 500, { error: { message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const server: TestServer = {
    url: `http://127.0.0.1:${port}`,
    seen,
    imitate: (other) => (imitation = other),
    fail: (fault) => (faultOf = fault),
    apiKey: null,
    most: () => most,
    hanging: (count) =>
      new Promise((resolve) => {
        if (hung >= count) resolve();
        else waiters.push({ count, resolve });
      }),
    idle: () => new Promise((resolve) => (running === 0 ? resolve() : void resting.push(resolve))),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

function tokenize(
  response: ServerResponse,
  model: SmallModel,
  body: Record<string, unknown>,
  { kind }: Imitation,
): ServerResponse {
  const bos = (wanted: boolean) => (wanted && model.bos !== null ? [model.bos] : []);
  if (kind === 'bare') return send(response, 404, { error: { message: 'Not Found' } });
  if (kind === 'llama-server') {
    const content = (body['content'] as string | undefined) ?? '';
    const special = (body['parse_special'] as boolean | undefined) ?? true;
    return send(response, 200, {
      tokens: [...bos(body['add_special'] === true), ...model.tokenize(content, special)],
    });
  }
  if (typeof body['prompt'] !== 'string')
    return send(response, 400, { error: { message: 'Field required' } });
  const tokens = [...bos(body['add_special_tokens'] !== false), ...model.tokenize(body['prompt'], true)];
  return send(response, 200, { count: tokens.length, max_model_len: 2048, tokens });
}

async function complete(
  response: ServerResponse,
  model: SmallModel,
  body: CompletionBody,
  imitation: Imitation,
): Promise<ServerResponse> {
  const { logprobs = 0, prompt } = body;
  const cap = imitation.kind === 'llama-server' ? Infinity : imitation.maxLogprobs;
  const named = imitation.kind === 'vLLM' && imitation.names ? body.logprob_token_ids?.length : undefined;
  const mostNamed = (imitation.kind === 'vLLM' ? imitation.mostNamed : undefined) ?? 128;
  if (named === undefined ? logprobs > cap : named > mostNamed) {
    const message =
      named === undefined
        ? `Requested sample logprobs of ${logprobs}, which is greater than max allowed: ${cap}`
        : `Requested logprob_token_ids of length ${named}, which is greater than max allowed: ${mostNamed}`;
    return send(response, 400, { error: { message, type: 'BadRequestError', code: 400 } });
  }
  const tokens =
    typeof prompt === 'string'
      ? [...(model.bos === null ? [] : [model.bos]), ...model.tokenize(prompt, true)]
      : prompt;
  if (tokens.length > 2000) {
    return send(response, 400, { error: { message: `the request exceeds the context: ${tokens.length}` } });
  }
  const logits = await model.logits(tokens);
  const textOf = (token: number) => model.text(token);
  if (imitation.kind === 'llama-server') return send(response, 200, llamaServer(logits, body, textOf));
  const switches = imitation.kind === 'vLLM' ? imitation : { processed: false, names: false };
  const shown = imitation.kind === 'vLLM' ? body : { ...body, return_tokens_as_token_ids: false };
  return send(response, 200, vllm(logits, shown, textOf, switches));
}

interface ChatBody {
  readonly messages: { role: string; content: string }[];
  readonly max_tokens: number;
  readonly seed?: number;
}

async function chat(
  response: ServerResponse,
  model: SmallModel,
  body: ChatBody,
  cutAfter: number,
): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (delta: object, finish_reason: string | null = null) =>
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
  event({ role: 'assistant', content: null });
  let pieces = 0;
  const reason = await model.chat(body.messages, {
    maxTokens: body.max_tokens,
    seed: body.seed,
    signal: left.signal,
    onText(content) {
      if (pieces === cutAfter) response.destroy();
      pieces += 1;
      event({ content });
    },
  });
  if (left.signal.aborted) return;
  event({}, reason);
  response.end('data: [DONE]\n\n');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  return response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));
}
