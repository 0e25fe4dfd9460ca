// Chat with node-llama-cpp: the model's own template, one conversation at a time, streamed.
import {
  LlamaChat,
  type ChatHistoryItem,
  type LlamaContext,
  type LlamaContextSequence,
  type LlamaGrammar,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { fitting, READ } from '../fitting.ts';
import type { Conversation, StreamOptions } from '../model.ts';
import { LIVELY, type Sampling } from '../sampling.ts';
import type { Cores } from './cores.ts';
import { ModelFailedError } from './errors.ts';
import { commonStart, holdFixedPart } from './fixedPart.ts';
import { closeGaps } from './gaps.ts';
import { BATCH, passes } from './packs.ts';
import { Pieces } from './pieces.ts';
import type { KeptStates } from './prefixStates.ts';
import type { Threads } from './threads.ts';

/** Tokens of a conversation and its answer. */
const CONTEXT = 1792;
/** Said in place of the turns to find out what does not depend on them. */
const OTHER = { role: 'user', text: '\u2026' } as const;
const GREEDY = { temperature: 0 } as const;
/** Tokens of the answer so far whose repetition is made less likely. */
const PENALISED = 256;

export interface ChatOptions {
  readonly model: LlamaModel;
  readonly cores: Cores;
  readonly threads: Threads;
  /** Evaluated instructions and examples. */
  readonly states: KeptStates;
  readonly log: Log;
}

export class Chat {
  readonly #options: ChatOptions;
  readonly #closing = new AbortController();
  #context: LlamaContext | undefined;
  #chat: LlamaChat | undefined;
  /** Of the answer under way. */
  #signal = this.#closing.signal;

  constructor(options: ChatOptions) {
    this.#options = options;
  }

  /**
   * Ends early, without an error, when the signal aborts; leaving the loop stops the model too.
   * @throws ModelFailedError while iterating
   */
  async *stream(conversation: Conversation, options: StreamOptions): AsyncGenerator<string, void, undefined> {
    const left = new AbortController();
    const signal = AbortSignal.any([options.signal, left.signal, this.#closing.signal]);
    const pieces = new Pieces();
    const run = this.#options.cores
      .use('chat', () => this.#answer(conversation, { ...options, signal }, pieces))
      .then(
        () => pieces.end(),
        (error: unknown) => pieces.fail(error),
      );
    // The model may be in the middle of reading a long prompt, or have to wait for the cores.
    const stop = () => pieces.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      yield* pieces;
    } finally {
      signal.removeEventListener('abort', stop);
      const isStopped = signal.aborted;
      left.abort();
      if (!isStopped) await run;
    }
  }

  /** Running answers end where they are. */
  stop(): void {
    this.#closing.abort();
  }

  async close(): Promise<void> {
    this.#chat = undefined;
    await this.#context?.dispose();
    this.#context = undefined;
  }

  async #answer(conversation: Conversation, options: StreamOptions, pieces: Pieces): Promise<void> {
    const aborted = () => options.signal.aborted;
    if (aborted()) return;
    this.#signal = options.signal;
    try {
      const chat = await this.#open();
      if (aborted()) return;
      const maxTokens = Math.min(options.maxTokens, CONTEXT - READ - 16);
      const kept = await fitting(conversation, (part) => this.#tokensOf(chat, part).length);
      const tokens = this.#tokensOf(chat, kept);
      const fixed = commonStart(tokens, this.#tokensOf(chat, { ...kept, turns: [OTHER], begun: '' }));
      const { states, log } = this.#options;
      await holdFixedPart(fixed, {
        sequence: chat.sequence,
        states,
        log,
        evaluate: (part) => this.#pass(chat.sequence, part),
      });
      if (aborted()) return;
      await closeGaps(chat.sequence, tokens);
      if (aborted()) return;
      // The sequence keeps what it evaluated last: only what comes new is read.
      const { metadata } = await chat.generateResponse(historyOf(kept), {
        ...(options.greedy ? GREEDY : samplingOf(options.sampling ?? LIVELY)),
        ...(options.seed !== undefined && { seed: options.seed }),
        ...(await this.#bound(options)),
        maxTokens,
        signal: options.signal,
        stopOnAbortSignal: true,
        budgets: { thoughtTokens: 0 },
        onTextChunk: (text) => pieces.push(text),
      });
      if (metadata.stopReason === 'maxTokens') options.onCut?.();
    } catch (error) {
      if (aborted()) return;
      this.#options.log.warn({ reason: reasonOf(error) }, 'Chat failed; its context is rebuilt.');
      await this.close();
      throw new ModelFailedError('chat', error);
    }
  }

  /** One pass of a long prompt, in its turn; false where a stop came before. */
  async #pass(sequence: LlamaContextSequence, part: Token[]): Promise<boolean> {
    await this.#options.cores.pause();
    if (this.#signal.aborted) return false;
    const ended = this.#options.threads.start();
    await sequence.evaluateWithoutGeneratingNewTokens(part);
    ended(part.length);
    return true;
  }

  #tokensOf({ chatWrapper }: LlamaChat, conversation: Conversation): Token[] {
    const { contextText } = chatWrapper.generateContextState({ chatHistory: historyOf(conversation) });
    return contextText.tokenize(this.#options.model.tokenizer);
  }

  async #bound({ schema, grammar }: StreamOptions): Promise<{ grammar?: LlamaGrammar }> {
    const { llama } = this.#options.model;
    if (schema) return { grammar: await llama.createGrammarForJsonSchema(schema) };
    return grammar === undefined ? {} : { grammar: await llama.createGrammar({ grammar }) };
  }

  /** A long prompt is read in passes, between which a stop is heard; then no word comes. */
  async *#evaluated(
    sequence: LlamaContextSequence,
    evaluate: LlamaContextSequence['evaluate'],
    tokens: Token[],
    options: Parameters<LlamaContextSequence['evaluate']>[1],
  ): Words {
    const parts = passes(tokens);
    const last = parts.pop() ?? [];
    for (const part of parts) {
      if (this.#signal.aborted) return;
      const { contextShift } = options ?? {};
      await sequence.evaluateWithoutGeneratingNewTokens(part, contextShift ? { contextShift } : {});
    }
    if (!this.#signal.aborted) yield* evaluate(last, options);
  }

  async #open(): Promise<LlamaChat> {
    if (this.#chat) return this.#chat;
    const { model, threads, cores } = this.#options;
    this.#context ??= await model.createContext({
      sequences: 1,
      contextSize: CONTEXT,
      batchSize: BATCH,
      threads: threads.most,
    });
    const contextSequence = this.#context.getSequence();
    const evaluate = contextSequence.evaluate.bind(contextSequence);
    // Not by node-llama-cpp's dispatch schedule, which is never asked where every sequence has something to evaluate.
    contextSequence.evaluate = (tokens, options) =>
      inTurn(this.#evaluated(contextSequence, evaluate, tokens, options), cores, () => {
        const before = contextSequence.nextTokenIndex;
        const ended = threads.start();
        return () => ended(contextSequence.nextTokenIndex - before);
      });
    this.#chat = new LlamaChat({ contextSequence });
    return this.#chat;
  }
}

type Words = ReturnType<LlamaContextSequence['evaluate']>;

/** Each of the words once its turn has come; `start` is called before it is made, and what that returns after. */
async function* inTurn(words: Words, cores: Cores, start: () => () => void): Words {
  let instead: Token | Token[] | undefined;
  try {
    for (;;) {
      await cores.pause();
      const ended = start();
      const next = await words.next(instead);
      ended();
      if (next.done) return;
      instead = (yield next.value) ?? undefined;
    }
  } finally {
    await words.return();
  }
}

function historyOf({ system, examples = [], turns, begun = '' }: Conversation): ChatHistoryItem[] {
  return [
    { type: 'system', text: system },
    ...[...examples, ...turns].map(({ role, text }): ChatHistoryItem =>
      role === 'user' ? { type: 'user', text } : { type: 'model', response: [text] },
    ),
    { type: 'model', response: begun === '' ? [] : [begun] },
  ];
}

function samplingOf(sampling: Sampling) {
  const { temperature, topP, topK, repeatPenalty, frequencyPenalty, presencePenalty } = sampling;
  return {
    temperature,
    topP,
    topK,
    repeatPenalty: { lastTokens: PENALISED, penalty: repeatPenalty, frequencyPenalty, presencePenalty },
    dryRepeatPenalty: {
      strength: sampling.dryStrength,
      base: sampling.dryBase,
      allowedLength: sampling.dryLength,
      lastTokens: PENALISED,
    },
  };
}
