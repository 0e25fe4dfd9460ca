// The ways to learn the log-probabilities of given words from a server that returns the most probable tokens only.
import type { Connection } from './connection.ts';
import { RemoteAnswerError, RemoteRefusedError } from './errors.ts';
import { readReturned, type Returned } from './logprobs.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * - named: vLLM from 0.30 on returns exactly the tokens that are named.
 * - lifted: every word gets the same bias, so that the words are the most probable tokens and their differences
 *   stay what they were. llama-server shows it with `post_sampling_probs`, vLLM in its mode `processed_logprobs`.
 * - top: the server returns its most probable tokens; a word that is not among them counts as the least of them.
 */
export type Way = 'named' | 'lifted' | 'top';

/** Enough that a word of the least probability comes first, little enough to stay exact in 32-bit floats. */
const LIFT = 50;

/** Log-probabilities asked for in the last way; a server that wants fewer is asked for fewer. */
const STEPS = [1000, 500, 200, 100, 50, 20, 10, 5];

/** Switches off the server's own defaults, which would change the words' probabilities relative to each other. */
const NEUTRAL = {
  temperature: 1,
  top_k: -1,
  top_p: 1,
  min_p: 0,
  presence_penalty: 0,
  frequency_penalty: 0,
  repetition_penalty: 1,
  repeat_penalty: 1,
};

export interface Words {
  /** Of different tokens. */
  readonly count: number;
  /** Null where the server has no tokenizer. */
  readonly ids: readonly number[] | null;
}

export interface Ask {
  readonly prompt: string | readonly number[];
  readonly words: Words;
  readonly signal: AbortSignal;
}

const PATH = '/v1/completions';

export class Completions {
  readonly #connection: Connection;
  readonly #model: string;
  #way: Way = 'top';
  #most = Infinity;

  constructor(connection: Connection, model: string) {
    this.#connection = connection;
    this.#model = model;
  }

  get way(): Way {
    return this.#way;
  }

  /** Finds the best way that the server knows now. Throws as Connection does, and when it gives no log-probabilities at all. */
  async probe(
    tokenizer: Tokenizer | null,
    signal: AbortSignal,
  ): Promise<{ asked: number; returned: number }> {
    this.#most = Infinity;
    if (tokenizer) {
      const prompt = await tokenizer.tokenize('Hello', { begin: true, signal });
      const ids = await Promise.all(
        [' quilt', ' walrus'].map(
          async (word) => (await tokenizer.tokenize(word, { begin: false, signal }))[0],
        ),
      );
      const words = { count: 2, ids: ids.filter((id) => id !== undefined) };
      for (const way of ['named', 'lifted'] as const) {
        const found = await this.#tryWay(way, { prompt, words, signal });
        if (found) return { asked: 2, returned: found.count };
      }
    }
    this.#way = 'top';
    const { asked, returned } = await this.ask({ prompt: 'Hello', words: { count: 2, ids: null }, signal });
    return { asked, returned: returned.count };
  }

  async ask({ prompt, words, signal }: Ask): Promise<{ asked: number; returned: Returned }> {
    for (;;) {
      const wanted = this.#way === 'top' ? (STEPS[0] ?? 1) : words.count;
      const asked = Math.min(wanted, this.#most);
      const inParts = this.#way !== 'top' && asked > 1 && asked < words.count;
      const ask = { prompt, words, signal };
      try {
        const returned = inParts ? await this.#inParts(asked, ask) : await this.#once(this.#way, asked, ask);
        return { asked, returned };
      } catch (error) {
        const fewer = error instanceof RemoteRefusedError ? fewerThan(asked, error.answer) : null;
        if (fewer === null) throw error;
        this.#most = fewer;
      }
    }
  }

  /**
   * For servers that return fewer tokens than there are words (vLLM names 128 at once): some words a request. What is
   * lifted is lifted each time with one and the same word, against which all are measured.
   */
  async #inParts(size: number, { prompt, signal, words }: Ask): Promise<Returned> {
    const [first, ...rest] = [...new Set(words.ids ?? [])];
    if (first === undefined) throw new RangeError('words without ids cannot be named or lifted');
    const way = this.#way;
    const anchor = way === 'lifted' ? [first] : [];
    const others = way === 'lifted' ? rest : [first, ...rest];
    const step = size - anchor.length;
    const byId = new Map<number, number>();
    for (let start = 0; start < others.length; start += step) {
      const ids = [...anchor, ...others.slice(start, start + step)];
      const part = await this.#once(way, ids.length, { prompt, words: { ids, count: ids.length }, signal });
      const level = way === 'lifted' ? (part.byId.get(first) ?? part.least) : 0;
      for (const id of ids) {
        const score = part.byId.get(id);
        if (score !== undefined) byId.set(id, score - level);
      }
    }
    return { byId, byText: new Map(), count: byId.size, least: Math.min(...byId.values()) };
  }

  async #tryWay(way: Way, ask: Ask): Promise<Returned | null> {
    try {
      const returned = await this.#once(way, ask.words.count, ask);
      const works = ask.words.ids?.every((id) => returned.byId.has(id)) ?? false;
      if (!works) return null;
      this.#way = way;
      return returned;
    } catch (error) {
      // A strict server may refuse fields that it does not know.
      if (error instanceof RemoteRefusedError) return null;
      throw error;
    }
  }

  async #once(way: Way, logprobs: number, { prompt, words, signal }: Ask): Promise<Returned> {
    const common = { model: this.#model, prompt, max_tokens: 1, logprobs };
    const body = { ...common, ...this.#fieldsOf(way, words.ids ?? []) };
    const returned = readReturned(await this.#connection.json({ path: PATH, body, signal }));
    if (!returned) throw new RemoteAnswerError(this.#connection.host, PATH, 'no choices');
    return returned;
  }

  #fieldsOf(way: Way, ids: readonly number[]): object {
    const named = { return_tokens_as_token_ids: true, cache_prompt: true };
    if (way === 'top') return { temperature: 0, ...named };
    if (way === 'named') return { temperature: 0, ...named, logprob_token_ids: [...new Set(ids)] };
    return {
      ...NEUTRAL,
      ...named,
      samplers: ['temperature'],
      post_sampling_probs: true,
      logit_bias: Object.fromEntries(ids.map((id) => [id, LIFT])),
    };
  }
}

/** How many to ask for after a server refused to return `asked` log-probabilities; null when it refused something else. */
function fewerThan(asked: number, answer: string): number | null {
  if (!/logprob/i.test(answer)) return null;
  const allowed = Number(
    /(?:max\w*\s+allowed|at most|less than or equal to|<=)\D{0,20}(\d+)/i.exec(answer)?.[1],
  );
  if (allowed > 0 && allowed < asked) return allowed;
  return STEPS.find((step) => step < asked) ?? null;
}
