// The port to a language model: what judging and chatting need of it, and no more.
import type { Label } from '../mood/verdict.ts';

/** How the analyst reads a message: everything before the message is held as a cached prefix. */
export interface AnalystPrompt {
  /** Text up to the message, few-shots included. */
  readonly prefix: string;
  /** Text between the message and the label, e.g. "\nSentiment:". */
  readonly suffix: string;
  /** The word whose first token stands for each label, leading space included. */
  readonly words: Readonly<Record<Label, string>>;
  /** Short hash of the file the prompt was read from. */
  readonly version: string;
}

/** The analyst's raw reading of one message. */
export interface LabelScores {
  /** Log-probabilities of the three label tokens (any common offset). */
  readonly scores: Readonly<Record<Label, number>>;
  /** The message was longer than the context: its head and tail were read. */
  readonly truncated: boolean;
}

export interface ChatTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface Conversation {
  readonly system: string;
  /** Oldest first; the last is the user's. The adapter drops the oldest turns that do not fit. */
  readonly turns: readonly ChatTurn[];
}

export interface StreamOptions {
  readonly signal: AbortSignal;
  /** Upper bound of the answer, in tokens. */
  readonly maxTokens: number;
}

export interface Model {
  /** What tags and pages call this model, e.g. "qwen2.5-coder-0.5b/q4_k_m". */
  readonly id: string;
  /** The preset whose calibration applies, or null for a file or URI of the operator's. */
  readonly preset: string | null;
  /** How many messages one batch of `judge` takes at best. */
  readonly batchSize: number;
  /** One forward pass a message; the result has the order of `texts`. */
  judge(prompt: AnalystPrompt, texts: readonly string[]): Promise<LabelScores[]>;
  /** Pieces of the answer as they are made. Chat is served before waiting judgements. */
  stream(conversation: Conversation, options: StreamOptions): AsyncIterable<string>;
  close(): Promise<void>;
}
