// Chat on another machine: the server's chat template, streamed as server-sent events.
import { z } from 'zod';
import { estimate } from '../estimate.ts';
import { fitting } from '../fitting.ts';
import type { Conversation, StreamOptions } from '../model.ts';
import type { Connection } from './connection.ts';
import { RemoteAnswerError } from './errors.ts';
import type { Gate } from './gate.ts';
import { neutralised } from './neutralised.ts';
import { eventData } from './sse.ts';
import type { Tokenizer } from './tokenizer.ts';

/** As in the llama adapter. */
const SAMPLING = { temperature: 0.6, top_p: 0.9 } as const;
const GREEDY = { temperature: 0 } as const;
/** Tokens that a chat template adds to a turn, about. */
const FRAME = 8;
const PATH = '/v1/chat/completions';

const event = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).optional(),
        finish_reason: z.string().nullish(),
      }),
    )
    .optional(),
  error: z.unknown().optional(),
});

export interface RemoteChatOptions {
  readonly connection: Connection;
  readonly model: string;
  readonly tokenizer: Tokenizer | null;
  readonly gate: Gate;
  /** Aborts when the model is closed. */
  readonly closing: AbortSignal;
}

class CutOffError extends Error {
  override readonly message = 'its answer broke off';
}

/**
 * Ends early, without an error, when the signal aborts; leaving the loop ends the request.
 * @throws RemoteUnavailableError and what Connection throws, while iterating
 */
export async function* streamChat(
  options: RemoteChatOptions,
  conversation: Conversation,
  { signal, maxTokens, greedy = false }: StreamOptions,
): AsyncGenerator<string, void, undefined> {
  const own = new AbortController();
  const stop = () => own.abort();
  const sources = [signal, options.closing];
  if (sources.some(({ aborted }) => aborted)) return;
  for (const source of sources) source.addEventListener('abort', stop, { once: true });
  try {
    const leave = await options.gate.enter('chat', own.signal);
    try {
      const { system, turns } = await fitted(options, conversation, own.signal);
      const messages = [
        { role: 'system', content: system },
        ...turns.map(({ role, text }) => ({ role, content: neutralised(text.toWellFormed()) })),
      ];
      const sampling = greedy ? GREEDY : SAMPLING;
      const body = { model: options.model, messages, max_tokens: maxTokens, stream: true, ...sampling };
      yield* pieces(options.connection, body, own.signal);
    } finally {
      leave();
    }
  } catch (error) {
    if (!own.signal.aborted) throw error;
  } finally {
    own.abort();
    for (const source of sources) source.removeEventListener('abort', stop);
  }
}

function fitted({ tokenizer }: RemoteChatOptions, conversation: Conversation, signal: AbortSignal) {
  return fitting(conversation, async ({ system, turns }) => {
    const text = [system, ...turns.map((turn) => turn.text)].join('\n').toWellFormed();
    const tokens = tokenizer
      ? (await tokenizer.tokenize(text, { begin: false, signal })).length
      : estimate(text);
    return tokens + FRAME * (turns.length + 2);
  });
}

async function* pieces(connection: Connection, body: object, signal: AbortSignal) {
  const request = { path: PATH, body, signal };
  const response = await connection.open(request);
  const { patience } = response;
  async function* heard() {
    for await (const chunk of response.body) {
      patience.restart();
      yield chunk;
    }
  }
  let isLeft = true; // unless the loop below comes to an end
  try {
    yield* textOf(heard(), connection.host);
    isLeft = false;
    connection.recordAnswered(request);
  } catch (error) {
    if (signal.aborted) throw error;
    isLeft = false;
    if (!(error instanceof RemoteAnswerError))
      throw connection.recordBroken(request, patience.ranOut ? patience.signal.reason : error);
    connection.recordAnswered(request);
    throw error;
  } finally {
    if (isLeft) connection.recordAbandoned(request);
    patience.end();
  }
}

/** @throws CutOffError when the answer has no end */
async function* textOf(chunks: AsyncIterable<Uint8Array>, host: string) {
  let finished = false;
  for await (const data of eventData(chunks)) {
    if (data === '[DONE]') return;
    const { text, last } = readEvent(data, host);
    finished ||= last;
    if (text !== '') yield text;
  }
  if (!finished) throw new CutOffError();
}

function readEvent(data: string, host: string): { text: string; last: boolean } {
  const parsed = event.safeParse(parseJson(data));
  if (!parsed.success) throw new RemoteAnswerError(host, PATH, 'no chunk of a chat');
  if (parsed.data.error !== undefined) throw new CutOffError();
  const [choice] = parsed.data.choices ?? [];
  return { text: choice?.delta?.content ?? '', last: (choice?.finish_reason ?? null) !== null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the schema refuses it
  }
}
