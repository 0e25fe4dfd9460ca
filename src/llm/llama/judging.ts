// Judging with node-llama-cpp: every sequence holds the analyst prefix; one forward pass a message.
import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { LABELS, type Label } from '../../mood/verdict.ts';
import type { AnalystPrompt, LabelScores } from '../model.ts';
import type { Cores } from './cores.ts';
import { ModelFailedError, PromptTooLongError } from './errors.ts';
import type { PrefixStates } from './prefix-states.ts';

/** Messages in one forward pass: of 1, 2, 4 and 8 this was the fastest on two cores (4.5, 5.7 and 3.3 messages a second for 2, 4 and 8). */
export const SEQUENCES = 4;
/** Tokens a sequence holds (the prefix, a message, the suffix) at most; memory grows with it. */
const CONTEXT = 2048;
/** Tokens a forward pass takes; the buffer of logits grows with it (152 k words each). */
const BATCH = 128;
/** Tokens of a message that are read: longer ones by their head and tail, so that none blocks the rest. */
const MESSAGE = 320;

interface Primed {
  readonly prompt: AnalystPrompt;
  readonly length: number;
  readonly suffix: readonly Token[];
  readonly labels: readonly Token[];
}

interface Item {
  readonly index: number;
  readonly tokens: readonly Token[];
  readonly truncated: boolean;
}

export interface JudgingOptions {
  readonly model: LlamaModel;
  readonly cores: Cores;
  readonly states: PrefixStates;
  readonly threads: number;
  readonly log: Log;
}

export class Judging {
  readonly #options: JudgingOptions;
  #context: LlamaContext | undefined;
  #sequences: LlamaContextSequence[] = [];
  #primed: Primed | undefined;

  constructor(options: JudgingOptions) {
    this.#options = options;
  }

  /** @throws ModelFailedError when a batch fails twice */
  async judge(prompt: AnalystPrompt, texts: readonly string[]): Promise<LabelScores[]> {
    const lead = /\s*$/.exec(prompt.prefix)?.[0] ?? '';
    const items = texts.map((text, index) => this.#read(lead + text, index));
    // Sequences of one length share a forward pass; ragged ones are split into many small passes.
    items.sort((a, b) => a.tokens.length - b.tokens.length);
    const results: LabelScores[] = [];
    for (let start = 0; start < items.length; start += SEQUENCES) {
      const group = items.slice(start, start + SEQUENCES);
      const scores = await this.#options.cores.use('batch', () => this.#twice(prompt, group));
      group.forEach((item, i) => {
        const found = scores[i];
        if (found) results[item.index] = { scores: found, truncated: item.truncated };
      });
    }
    return results;
  }

  async close(): Promise<void> {
    this.#primed = undefined;
    this.#sequences = [];
    await this.#context?.dispose();
    this.#context = undefined;
  }

  #read(text: string, index: number): Item {
    const tokens = this.#options.model.tokenize(text);
    if (tokens.length <= MESSAGE) return { index, tokens, truncated: false };
    return {
      index,
      tokens: [...tokens.slice(0, MESSAGE / 2), ...tokens.slice(-MESSAGE / 2)],
      truncated: true,
    };
  }

  async #twice(prompt: AnalystPrompt, group: readonly Item[]): Promise<Record<Label, number>[]> {
    try {
      return await this.#evaluate(prompt, group);
    } catch (error) {
      if (error instanceof PromptTooLongError) throw error;
      this.#options.log.warn({ reason: reasonOf(error) }, 'Judging failed; once more on a fresh context.');
      await this.close();
    }
    try {
      return await this.#evaluate(prompt, group);
    } catch (error) {
      await this.close();
      throw new ModelFailedError('judging', error);
    }
  }

  async #evaluate(prompt: AnalystPrompt, group: readonly Item[]): Promise<Record<Label, number>[]> {
    const primed = await this.#prime(prompt);
    return Promise.all(
      group.map(async (item, i) => {
        const sequence = this.#sequences[i];
        if (!sequence) throw new RangeError(`no sequence ${i}`);
        const input = [...item.tokens, ...primed.suffix];
        const last = input.pop();
        if (last === undefined) throw new RangeError('nothing to evaluate');
        const output = await sequence.controlledEvaluate([
          ...input,
          [last, { generateNext: { logits: { filter: { tokens: [...primed.labels] } } } }],
        ]);
        await sequence.eraseContextTokenRanges([{ start: primed.length, end: sequence.nextTokenIndex }]);
        const logits = output[input.length]?.next.logits;
        const score = (n: number) => {
          const token = primed.labels[n];
          const value = token === undefined ? undefined : logits?.get(token);
          if (value === undefined) throw new RangeError('the model returned no logit for a label');
          return value;
        };
        return Object.fromEntries(LABELS.map((label, n) => [label, score(n)])) as Record<Label, number>;
      }),
    );
  }

  /** A context whose sequences hold `size` tokens each. */
  async #fit(size: number): Promise<void> {
    this.#primed = undefined;
    if (this.#context && this.#context.contextSize >= size) return;
    await this.close();
    const { model, threads } = this.#options;
    const context = await model.createContext({
      sequences: SEQUENCES,
      contextSize: size,
      batchSize: BATCH,
      threads,
    });
    this.#context = context;
    this.#sequences = Array.from({ length: SEQUENCES }, () => context.getSequence());
  }

  /** Makes every sequence hold the prefix of `prompt`: from disk if it was ever evaluated, else by one evaluation. */
  async #prime(prompt: AnalystPrompt): Promise<Primed> {
    if (this.#primed?.prompt === prompt) return this.#primed;
    const { model, states, log } = this.#options;
    const began = performance.now();
    const words = model.tokenize(prompt.prefix.trimEnd());
    const bos = model.tokens.bos;
    const prefix = model.tokens.shouldPrependBosToken && bos !== null ? [bos, ...words] : words;
    const suffix = model.tokenize(prompt.suffix);
    const limit = CONTEXT - MESSAGE - suffix.length - 2;
    if (prefix.length > limit) throw new PromptTooLongError(prefix.length, limit);
    await this.#fit(Math.ceil((prefix.length + CONTEXT - limit) / 256) * 256);
    const [first, ...others] = this.#sequences;
    if (!first) throw new RangeError('the context has no sequence');
    const cached = await states.load(first, prefix);
    if (!cached) {
      await first.clearHistory();
      await first.evaluateWithoutGeneratingNewTokens(prefix);
      await states.save(first);
    }
    for (const sequence of others) {
      if (await states.load(sequence, prefix)) continue;
      await sequence.clearHistory();
      await sequence.evaluateWithoutGeneratingNewTokens(prefix);
    }
    const labels = LABELS.map((label) => {
      const [token] = model.tokenize(prompt.words[label]);
      if (token === undefined) throw new RangeError(`the word of ${label} is empty`);
      return token;
    });
    this.#primed = { prompt, length: prefix.length, suffix, labels };
    const facts = { tokens: prefix.length, cached, ms: Math.round(performance.now() - began) };
    log.debug(facts, 'The analyst prompt is ready.');
    return this.#primed;
  }
}
