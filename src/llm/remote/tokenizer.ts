// The server's tokenizer, where it has one: exact prompts, exact lengths, and text that is never read as special tokens.
import { z } from 'zod';
import { neutralised } from './neutralised.ts';
import type { Connection } from './connection.ts';
import { RemoteAccessError, RemoteAnswerError, RemoteRefusedError } from './errors.ts';

export interface Tokenizer {
  readonly kind: 'llama-server' | 'vLLM';
  /** `begin`: with what the model wants before everything else (BOS). */
  tokenize(
    text: string,
    options: { readonly begin: boolean; readonly signal: AbortSignal },
  ): Promise<number[]>;
}

const answer = z.object({ tokens: z.array(z.number().int().nonnegative()) });
const PATH = '/tokenize';

/** The two dialects: neither server takes the other's body. */
const DIALECTS = {
  'llama-server': (content: string, begin: boolean) => ({
    content,
    add_special: begin,
    parse_special: false,
  }),
  vLLM: (text: string, begin: boolean, model: string) => ({
    model,
    // It has no switch against special tokens in a text.
    prompt: begin ? text : neutralised(text),
    add_special_tokens: begin,
  }),
} as const;

/** Null for a server that has none. Throws as Connection does. */
export async function findTokenizer(
  connection: Connection,
  model: string,
  signal: AbortSignal,
): Promise<Tokenizer | null> {
  for (const kind of ['llama-server', 'vLLM'] as const) {
    const tokenizer = tokenizerOf(connection, model, kind);
    try {
      const tokens = await tokenizer.tokenize('Hello', { begin: false, signal });
      if (tokens.length > 0) return tokenizer;
    } catch (error) {
      const isNone =
        error instanceof RemoteRefusedError ||
        error instanceof RemoteAnswerError ||
        (error instanceof RemoteAccessError && error.status === 404);
      if (!isNone) throw error;
    }
  }
  return null;
}

function tokenizerOf(connection: Connection, model: string, kind: Tokenizer['kind']): Tokenizer {
  return {
    kind,
    async tokenize(text, { begin, signal }) {
      if (text === '') return [];
      const body = DIALECTS[kind](text, begin, model);
      const parsed = answer.safeParse(await connection.json({ path: PATH, body, signal }));
      if (!parsed.success) throw new RemoteAnswerError(connection.host, PATH, 'no tokens');
      return parsed.data.tokens;
    },
  };
}
