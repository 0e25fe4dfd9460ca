// The port to a language model: what judging and chatting need of it, and no more.
import { BarometerError } from '../errors.ts';
import type { AnswerSchema } from './role/fields.ts';
import type { Sampling } from './sampling.ts';

/** The model cannot be used for the moment: what it was asked waits, nothing about the question is wrong. */
export class ModelUnavailableError extends BarometerError {
  constructor(
    message: string,
    /** Milliseconds after which to ask again. */
    readonly retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export class ModelClosedError extends BarometerError {
  constructor() {
    super('The model is closed: Barometer is stopping.');
  }
}

/** What is asked about a text: which of some words comes next. */
export interface Question {
  /** What stands before the text, few-shots included: adapters hold it as a cached prefix. */
  readonly prefix: string;
  /** What stands between the text and the word, e.g. "\nSentiment:". */
  readonly suffix: string;
  /** The words, leading space included; the first token of each is read. */
  readonly words: readonly string[];
  /** The words are also read at the last token of the text itself: what would come next, were nothing asked. */
  readonly atText?: boolean;
}

/** The raw reading of one text. */
export interface Reading {
  /**
   * The log-probability of each of the question's words, in their order (any common offset); then, where it asks for that,
   * those at the text's last token.
   */
  readonly scores: readonly number[];
  /** The message was longer than the context: its head and tail were read. */
  readonly truncated: boolean;
}

export interface ChatTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface Conversation {
  readonly system: string;
  /** How to talk, shown by turns that stand before the first; they are never dropped. */
  readonly examples?: readonly ChatTurn[];
  /** Oldest first; the last is the user's. The adapter drops the oldest turns that do not fit. */
  readonly turns: readonly ChatTurn[];
  /** What the answer begins with already: the pieces go on from there. */
  readonly begun?: string;
}

export interface StreamOptions {
  readonly signal: AbortSignal;
  /** Upper bound of the answer, in tokens. */
  readonly maxTokens: number;
  /** The likeliest word each time, for what must keep to a text; otherwise as `sampling` says, or lively. */
  readonly greedy?: boolean;
  readonly sampling?: Sampling;
  /** The same seed makes the same answer of the same conversation, 0…2^31 − 1; without it each answer is another. */
  readonly seed?: number;
  /** The answer is one JSON object of this schema, as far as the adapter can bind it: check what comes. */
  readonly schema?: AnswerSchema;
  /** The answer keeps to this grammar (GBNF of llama.cpp), as far as the adapter can bind it. */
  readonly grammar?: string;
  /** Called before the end where `maxTokens` made it. */
  readonly onCut?: () => void;
}

export interface Model {
  /** What tags and pages call this model, e.g. "qwen2.5-coder-0.5b/q4_k_m". */
  readonly id: string;
  /** The preset whose calibration applies, or null for a file or URI of the operator's. */
  readonly preset: string | null;
  /** How many messages one batch of `judge` takes at best. */
  readonly batchSize: number;
  /**
   * Whether asking for a thousand words costs no more than asking for three, and the weights are quantised as those that
   * calibrations of many words were fitted on.
   */
  readonly manyWords: boolean;
  /** One forward pass a text; the result has the order of `texts`. Without texts it gets ready for the question. */
  judge(question: Question, texts: readonly string[]): Promise<Reading[]>;
  /** Pieces of the answer as they are made. Chat is served before waiting judgements. */
  stream(conversation: Conversation, options: StreamOptions): AsyncIterable<string>;
  close(): Promise<void>;
}
