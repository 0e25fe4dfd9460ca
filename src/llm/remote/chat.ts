// Chat on another machine: the server's chat template, streamed as server-sent events.
import { z } from 'zod';
import { estimate } from '../estimate.ts';
import { fitting } from '../fitting.ts';
import type { Conversation, StreamOptions } from '../model.ts';
import type { AnswerSchema } from '../role/fields.ts';
import { LIVELY, type Sampling } from '../sampling.ts';
import type { Connection } from './connection.ts';
import { RemoteAnswerError, RemoteRefusedError } from './errors.ts';
import type { Gate } from './gate.ts';
import { neutralised } from './neutralised.ts';
import { eventData } from './sse.ts';
import type { Tokenizer } from './tokenizer.ts';

const GREEDY = { temperature: 0 } as const;
/** vLLM goes on with the last message only when told to; llama-server does by itself. */
const GOES_ON = { add_generation_prompt: false, continue_final_message: true } as const;
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
  { signal, maxTokens, greedy = false, sampling = LIVELY, seed, schema, onCut }: StreamOptions,
): AsyncGenerator<string, void, undefined> {
  const own = new AbortController();
  const stop = () => own.abort();
  const sources = [signal, options.closing];
  if (sources.some(({ aborted }) => aborted)) return;
  for (const source of sources) source.addEventListener('abort', stop, { once: true });
  try {
    const leave = await options.gate.enter('chat', own.signal);
    try {
      const kind = options.tokenizer?.kind ?? null;
      const body = {
        model: options.model,
        messages: messagesOf(await fitted(options, conversation, own.signal)),
        max_tokens: maxTokens,
        stream: true,
        ...(greedy ? GREEDY : samplingOf(sampling, kind)),
        ...(seed !== undefined && { seed }),
        ...(conversation.begun && kind === 'vLLM' && GOES_ON),
      };
      const bound = schema ? { ...body, response_format: formatOf(schema) } : body;
      try {
        yield* pieces(options.connection, bound, own.signal, onCut);
      } catch (error) {
        // A server that binds no answers may refuse the field: then the prompt alone asks for the form.
        if (!schema || !(error instanceof RemoteRefusedError)) throw error;
        yield* pieces(options.connection, body, own.signal, onCut);
      }
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
  return fitting(conversation, async ({ system, examples = [], turns }) => {
    const all = [...examples, ...turns];
    const text = [system, ...all.map((turn) => turn.text)].join('\n').toWellFormed();
    const tokens = tokenizer
      ? (await tokenizer.tokenize(text, { begin: false, signal })).length
      : estimate(text);
    return tokens + FRAME * (all.length + 2);
  });
}

function messagesOf({ system, examples = [], turns, begun = '' }: Conversation) {
  const said = [...examples, ...turns].map(({ role, text }) => ({
    role,
    content: neutralised(text.toWellFormed()),
  }));
  const last = begun === '' ? [] : [{ role: 'assistant', content: neutralised(begun.toWellFormed()) }];
  return [{ role: 'system', content: system }, ...said, ...last];
}

const formatOf = (schema: AnswerSchema) => ({
  type: 'json_schema',
  json_schema: { name: 'answer', strict: true, schema },
});

/** What every server takes, and what the two take that we know. */
function samplingOf(sampling: Sampling, kind: Tokenizer['kind'] | null) {
  const known = {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    frequency_penalty: sampling.frequencyPenalty,
    presence_penalty: sampling.presencePenalty,
  };
  if (kind === null) return known;
  if (kind === 'vLLM') {
    return { ...known, top_k: sampling.topK, repetition_penalty: sampling.repeatPenalty };
  }
  return {
    ...known,
    top_k: sampling.topK,
    repeat_penalty: sampling.repeatPenalty,
    dry_multiplier: sampling.dryStrength,
    dry_base: sampling.dryBase,
    dry_allowed_length: sampling.dryLength,
  };
}

async function* pieces(connection: Connection, body: object, signal: AbortSignal, onCut?: () => void) {
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
    yield* textOf(heard(), connection.host, onCut);
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
async function* textOf(chunks: AsyncIterable<Uint8Array>, host: string, onCut?: () => void) {
  let finished = false;
  for await (const data of eventData(chunks)) {
    if (data === '[DONE]') return;
    const { text, ended } = readEvent(data, host);
    finished ||= ended !== null;
    if (ended === 'length') onCut?.();
    if (text !== '') yield text;
  }
  if (!finished) throw new CutOffError();
}

function readEvent(data: string, host: string): { text: string; ended: string | null } {
  const parsed = event.safeParse(parseJson(data));
  if (!parsed.success) throw new RemoteAnswerError(host, PATH, 'no chunk of a chat');
  if (parsed.data.error !== undefined) throw new CutOffError();
  const [choice] = parsed.data.choices ?? [];
  return { text: choice?.delta?.content ?? '', ended: choice?.finish_reason ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the schema refuses it
  }
}
