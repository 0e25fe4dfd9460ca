// The remote adapter: a model behind an OpenAI-compatible server that gives log-probabilities (llama-server, vLLM).
import { setMaxListeners } from 'node:events';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { ModelClosedError, type Model } from '../model.ts';
import { streamChat } from './chat.ts';
import { Connection } from './connection.ts';
import { LabelsNotReturnedError, RemoteAnswerError } from './errors.ts';
import { Gate } from './gate.ts';
import { RemoteJudging } from './judging.ts';
import { Reader } from './reading.ts';
import { findTokenizer } from './tokenizer.ts';
import { Completions, type Way } from './ways.ts';

export interface RemoteOptions {
  /** The server's address, with or without /v1; credentials in it are sent and never shown. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** The name the server knows the model by; the first that it lists by default. */
  readonly model?: string | undefined;
  /** What tags and pages call the model. */
  readonly id: string;
  readonly preset: string | null;
  /** Requests under way at once, at least 1. */
  readonly concurrency: number;
  /** Milliseconds a judgement may take, and a chat may be silent. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** 0…1; spreads retries. */
  readonly random: () => number;
  readonly fetch?: typeof fetch;
  /** Gives up opening. */
  readonly signal?: AbortSignal;
}

const WAYS: Readonly<Record<Way, string>> = {
  named: 'label words are asked for by name',
  lifted: 'label words are lifted by a bias',
  top: 'label words are looked for among the most probable tokens',
};

const models = z.object({ data: z.array(z.object({ id: z.string() })) });

/**
 * Asks the server for its name, its tokenizer and how it gives the label words; waits about half a minute for one that starts.
 * @throws RemoteUnavailableError, RemoteAccessError, RemoteRefusedError, RemoteAnswerError; LabelsNotReturnedError when it gives no log-probabilities
 */
export async function openRemote(options: RemoteOptions): Promise<Model> {
  const { id, preset, concurrency, log } = options;
  const signal = options.signal ?? new AbortController().signal;
  const connection = new Connection({ ...options, fetch: options.fetch ?? fetch });
  const { host } = connection;
  const model = await nameOf(connection, options.model, signal);
  const tokenizer = await findTokenizer(connection, model, signal);
  const completions = new Completions(connection, model);
  const { asked, returned } = await completions.probe(tokenizer, signal);
  if (returned === 0) throw new LabelsNotReturnedError(host, 0, 3, asked);
  const facts = { served: model, tokenizer: tokenizer?.kind ?? 'none', logprobs: asked };
  log.info(facts, `Model: ${id}; ${WAYS[completions.way]}`);

  connection.endOpening();
  const gate = new Gate(concurrency);
  const reader = new Reader({ host, completions, tokenizer, log });
  const judging = new RemoteJudging({ host, reader, gate, clock: options.clock });
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const refuseClosed = () => {
    if (closing.signal.aborted) throw new ModelClosedError();
  };
  return {
    id,
    preset,
    batchSize: 4 * concurrency,
    manyWords: false,
    async judge(question, texts) {
      refuseClosed();
      return judging.judge(question, texts, closing.signal);
    },
    stream(conversation, streaming) {
      refuseClosed();
      return streamChat(
        { connection, model, tokenizer, gate, closing: closing.signal },
        conversation,
        streaming,
      );
    },
    close() {
      closing.abort(new ModelClosedError());
      return Promise.resolve();
    },
  };
}

/** The listed models say that this is the right kind of server, even where the operator named one. */
async function nameOf(
  connection: Connection,
  named: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const path = '/v1/models';
  const listed = models.safeParse(await connection.json({ path, signal }));
  const name = named ?? (listed.success ? listed.data.data[0]?.id : undefined);
  if (name === undefined) throw new RemoteAnswerError(connection.host, path, 'no list of models');
  return name;
}
