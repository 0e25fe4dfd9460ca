// Judging with node-llama-cpp: every sequence holds the analyst prefix; one forward pass a message.
import { type LlamaContext, type LlamaContextSequence, type LlamaModel, type Token } from 'node-llama-cpp';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { ModelClosedError, type Question, type Reading } from '../model.ts';
import type { Cores } from './cores.ts';
import { ModelFailedError, PromptTooLongError } from './errors.ts';
import { garbageCollector, Leftovers } from './leftovers.ts';
import { BATCH, packed, passes, SEQUENCES, type Pack } from './packs.ts';
import type { KeptStates } from './prefixStates.ts';
import { readingOf, scoresOf } from './reading.ts';
import type { Threads } from './threads.ts';

/** Tokens of a message that are read: longer ones by their head and tail, so that none blocks the rest. */
const MESSAGE = 320;
/** Tokens of a prefix at most. */
const PREFIX = 1700;

/** Tokens that fill up a pack of one, and the next token's place. */
const SPARE = 4;

interface Primed {
  readonly question: Question;
  readonly length: number;
  /** The first token of each word. */
  readonly words: readonly Token[];
  readonly read: ReturnType<typeof readingOf>;
}

interface Item {
  readonly index: number;
  /** Of the message and the suffix. */
  readonly tokens: readonly Token[];
  /** How many of them are the message's. */
  readonly text: number;
  readonly truncated: boolean;
}

export interface JudgingOptions {
  readonly model: LlamaModel;
  readonly cores: Cores;
  readonly states: KeptStates;
  readonly threads: Threads;
  readonly log: Log;
}

export class Judging {
  readonly #options: JudgingOptions;
  #context: LlamaContext | undefined;
  #sequences: LlamaContextSequence[] = [];
  #primed: Primed | undefined;
  #stopped = false;
  readonly #leftovers = new Leftovers({ collect: garbageCollector(), now: () => performance.now() });

  constructor(options: JudgingOptions) {
    this.#options = options;
  }

  /** @throws ModelFailedError when a batch fails twice, PromptTooLongError, ModelClosedError after `stop` */
  async judge(question: Question, texts: readonly string[]): Promise<Reading[]> {
    if (texts.length === 0) {
      await this.#getReady(question);
      return [];
    }
    const lead = /\s*$/.exec(question.prefix)?.[0] ?? '';
    const suffix = this.#options.model.tokenize(question.suffix);
    const items = texts.map((text, index) => this.#itemOf(lead + text, suffix, index));
    const results: Reading[] = [];
    for (const pack of packed(items)) {
      this.#refuseStopped();
      const scores = await this.#options.cores.use('batch', () => this.#twice(question, pack));
      pack.items.forEach((item, i) => {
        const found = scores[i];
        if (found) results[item.index] = { scores: found, truncated: item.truncated };
      });
    }
    return results;
  }

  /** Takes the cores only if something is left to do: a batch of remembered verdicts must not wait for a chat. */
  async #getReady(question: Question): Promise<void> {
    if (this.#primed?.question === question) return;
    await this.#options.cores.use('batch', () => this.#prime(question));
  }

  /** What is under way ends with its forward pass; nothing more is judged. */
  stop(): void {
    this.#stopped = true;
  }

  async close(): Promise<void> {
    this.#primed = undefined;
    this.#sequences = [];
    await this.#context?.dispose();
    this.#context = undefined;
  }

  #itemOf(text: string, suffix: readonly Token[], index: number): Item {
    const tokens = this.#options.model.tokenize(text);
    const truncated = tokens.length > MESSAGE;
    const kept = truncated ? [...tokens.slice(0, MESSAGE / 2), ...tokens.slice(-MESSAGE / 2)] : tokens;
    return { index, tokens: [...kept, ...suffix], text: kept.length, truncated };
  }

  async #twice(question: Question, pack: Pack<Item>): Promise<number[][]> {
    try {
      return await this.#evaluate(question, pack);
    } catch (error) {
      if (error instanceof PromptTooLongError || this.#stopped) throw error;
      this.#options.log.warn({ reason: reasonOf(error) }, 'Judging failed; once more on a fresh context.');
      await this.close();
    }
    try {
      return await this.#evaluate(question, pack);
    } catch (error) {
      await this.close();
      throw new ModelFailedError('judging', error);
    }
  }

  async #evaluate(question: Question, pack: Pack<Item>): Promise<number[][]> {
    const primed = await this.#prime(question);
    const ended = this.#options.threads.start();
    const scores = await Promise.all(
      pack.items.map(async ({ tokens, text }, i) => {
        const sequence = this.#sequences[i];
        if (!sequence) throw new RangeError(`no sequence ${i}`);
        const last = tokens.at(-1);
        if (last === undefined) throw new RangeError('nothing to evaluate');
        const reads = question.atText ? [tokens.length - 1, text - 1] : [tokens.length - 1];
        // What fills the pack up comes after the token that is read, so it changes nothing.
        const filling = Array.from({ length: pack.length - tokens.length }, () => last);
        // A message that takes several passes stands alone in its pack.
        const first = Math.min(...reads);
        const before = passes(tokens.slice(0, first));
        const head = before.pop() ?? [];
        await this.#read(sequence, before);
        const begin = first - head.length;
        const output = await sequence.controlledEvaluate([
          ...tokens
            .slice(begin)
            .map((token, at): Token | [Token, { generateNext: typeof primed.read }] =>
              reads.includes(begin + at) ? [token, { generateNext: primed.read }] : token,
            ),
          ...filling,
        ]);
        await sequence.eraseContextTokenRanges([{ start: primed.length, end: sequence.nextTokenIndex }]);
        return reads.flatMap((at) => scoresOf(primed.words, output[at - begin]?.next.logits));
      }),
    );
    ended(pack.items.length * pack.length);
    this.#leftovers.add(pack.items.length);
    return scores;
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
      threads: threads.most,
      // Flash attention rounds by how a prompt was cut into batches: the same message would be read differently.
      flashAttention: false,
    });
    this.#context = context;
    this.#sequences = Array.from({ length: SEQUENCES }, () => context.getSequence());
  }

  /** Between two passes a stop is heard. */
  async #read(sequence: LlamaContextSequence, parts: readonly Token[][]): Promise<void> {
    for (const part of parts) {
      this.#refuseStopped();
      await sequence.evaluateWithoutGeneratingNewTokens(part);
    }
  }

  #refuseStopped(): void {
    if (this.#stopped) throw new ModelClosedError();
  }

  /** Makes every sequence hold the prefix of `question`: from disk if it was ever evaluated, else by one evaluation. */
  async #prime(question: Question): Promise<Primed> {
    if (this.#primed?.question === question) return this.#primed;
    const { model, states, log } = this.#options;
    const began = performance.now();
    const text = model.tokenize(question.prefix.trimEnd());
    const bos = model.tokens.bos;
    const prefix = model.tokens.shouldPrependBosToken && bos !== null ? [bos, ...text] : text;
    if (prefix.length > PREFIX) throw new PromptTooLongError(prefix.length, PREFIX);
    await this.#fit(contextFor(prefix.length + model.tokenize(question.suffix).length));
    const [first, ...others] = this.#sequences;
    if (!first) throw new RangeError('the context has no sequence');
    const cached = await states.load(first, prefix);
    if (!cached) {
      await first.clearHistory();
      await this.#read(first, passes(prefix));
      await states.save(first).catch((error: unknown) => {
        const facts = { reason: reasonOf(error) };
        log.warn(facts, 'The evaluated prompt could not be kept: the next start evaluates it again.');
      });
    }
    for (const sequence of others) {
      if (await states.load(sequence, prefix)) continue;
      await sequence.clearHistory();
      await this.#read(sequence, passes(prefix));
    }
    const words = question.words.map((word) => {
      const [token] = model.tokenize(word);
      if (token === undefined) throw new RangeError('a word of the question is empty');
      return token;
    });
    this.#primed = { question, length: prefix.length, words, read: readingOf(model, words) };
    const facts = { tokens: prefix.length, cached, ms: Math.round(performance.now() - began) };
    log.debug(facts, 'The analyst prompt is ready.');
    return this.#primed;
  }
}

/** Tokens a sequence must hold for a prompt of so many; memory grows with it. */
export function contextFor(promptTokens: number): number {
  return Math.ceil((promptTokens + MESSAGE + SPARE) / 256) * 256;
}
