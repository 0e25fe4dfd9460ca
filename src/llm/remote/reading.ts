// One text read on another machine: a completion of one token, read by its log-probabilities.
import type { Log } from '../../log.ts';
import { cut } from '../estimate.ts';
import type { Question, Reading } from '../model.ts';
import { LabelsNotReturnedError } from './errors.ts';
import type { Returned } from './logprobs.ts';
import { neutralised } from './neutralised.ts';
import type { Tokenizer } from './tokenizer.ts';
import type { Ask, Completions, Words } from './ways.ts';

/** Tokens of a text that are read, as in the llama adapter: longer ones by their head and tail. */
const MESSAGE = 320;

export interface ReaderOptions {
  readonly host: string;
  readonly completions: Completions;
  readonly tokenizer: Tokenizer | null;
  readonly log: Log;
}

/** What of a question stays the same for all texts. */
interface Primed {
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
  readonly words: Words;
}

interface Prompt {
  readonly prompt: Ask['prompt'];
  readonly truncated: boolean;
}

export class Reader {
  readonly #options: ReaderOptions;
  #primed = new WeakMap<Question, Primed>();
  #saidMissing = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Learns from the server what stays the same for all texts, once a question. Throws as Connection does. */
  async prime(question: Question, signal: AbortSignal): Promise<Primed> {
    const known = this.#primed.get(question);
    if (known) return known;
    const { tokenizer } = this.#options;
    const primed = tokenizer ? await tokenized(tokenizer, question, signal) : untokenized(question);
    this.#primed.set(question, primed);
    return primed;
  }

  /** Finds out again how the server gives the words: it may have been restarted with other options. Throws as Completions does. */
  async lookAgain(signal: AbortSignal): Promise<void> {
    const { completions, host, log, tokenizer } = this.#options;
    const { way } = completions;
    const { asked, returned } = await completions.probe(tokenizer, signal);
    if (returned === 0) throw new LabelsNotReturnedError(host, 0, 3, asked);
    this.#primed = new WeakMap(); // it may read another vocabulary now
    if (completions.way === way) return;
    log.info({ before: way, now: completions.way }, 'The model server gives label words in another way now');
  }

  /** @throws LabelsNotReturnedError, and what Connection throws */
  async read(question: Question, text: string, signal: AbortSignal): Promise<Reading> {
    const primed = await this.prime(question, signal);
    const { prompt, truncated } = await this.#promptOf(question, primed, text.toWellFormed(), signal);
    const { completions } = this.#options;
    const { asked, returned } = await completions.ask({ prompt, words: primed.words, signal });
    return { scores: this.#scores(question, primed, returned, asked), truncated };
  }

  async #promptOf(
    { prefix, suffix }: Question,
    primed: Primed,
    text: string,
    signal: AbortSignal,
  ): Promise<Prompt> {
    const { tokenizer } = this.#options;
    if (!tokenizer) {
      const read = cut(neutralised(text), MESSAGE);
      return { prompt: prefix + read.text + suffix, truncated: read.truncated };
    }
    const tokens = await tokenizer.tokenize(leadOf(prefix) + text, { begin: false, signal });
    const truncated = tokens.length > MESSAGE;
    const read = truncated ? [...tokens.slice(0, MESSAGE / 2), ...tokens.slice(-MESSAGE / 2)] : tokens;
    return { prompt: [...primed.prefix, ...read, ...primed.suffix], truncated };
  }

  /** A word that did not come back counts as the least probable token that did: an upper bound. */
  #scores(question: Question, { words }: Primed, returned: Returned, asked: number): number[] {
    const { host, log } = this.#options;
    const found = question.words.map((word, i) => {
      const id = words.ids?.[i];
      return (id === undefined ? undefined : returned.byId.get(id)) ?? returned.byText.get(word);
    });
    const missing = found.filter((score) => score === undefined).length;
    if (missing === found.length) {
      throw new LabelsNotReturnedError(host, returned.count, found.length, asked);
    }
    if (missing > 0 && !this.#saidMissing) {
      this.#saidMissing = true;
      const facts = { missing, words: found.length, returned: returned.count, asked };
      log.warn(
        facts,
        'The model server does not return every label word: the others are bounded from above.',
      );
    }
    return found.map((score) => score ?? returned.least);
  }
}

/** A space before the text belongs to its first token. */
function leadOf(prefix: string): string {
  return /\s*$/.exec(prefix)?.[0] ?? '';
}

async function tokenized(tokenizer: Tokenizer, question: Question, signal: AbortSignal): Promise<Primed> {
  const tokens = (text: string, begin = false) => tokenizer.tokenize(text, { begin, signal });
  const prefix = await tokens(question.prefix.trimEnd(), true);
  const suffix = await tokens(question.suffix);
  const ids: number[] = [];
  for (const word of question.words) {
    const [first] = await tokens(word);
    if (first === undefined) throw new RangeError('a word of the question is empty');
    ids.push(first);
  }
  return { prefix, suffix, words: { ids, count: new Set(ids).size } };
}

function untokenized({ words }: Question): Primed {
  return { prefix: [], suffix: [], words: { ids: null, count: words.length } };
}
