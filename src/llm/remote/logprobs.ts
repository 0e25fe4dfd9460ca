// What a completions server says about the next token: both dialects of log-probabilities, read into one shape.
import { z } from 'zod';

/** Probabilities below e^-100 are written in many ways (0, -9999, the least float): all of them mean this. */
const LEAST = -100;

export interface Returned {
  /** Log-probabilities by token id, where the server names ids. */
  readonly byId: ReadonlyMap<number, number>;
  /** Log-probabilities by the token's text. */
  readonly byText: ReadonlyMap<string, number>;
  /** Different tokens. */
  readonly count: number;
  /** No other token is more probable than this log-probability. */
  readonly least: number;
}

const token = z.object({
  token: z.string(),
  id: z.number().int().optional(),
  logprob: z.number().nullish(),
  prob: z.number().nullish(),
});
const position = z.object({ top_logprobs: z.array(token).optional(), top_probs: z.array(token).optional() });
const answer = z.object({
  choices: z
    .array(
      z.object({
        logprobs: z
          .object({
            /** llama-server, and the chat API of others. */
            content: z.array(position).nullish(),
            /** vLLM, and OpenAI's completions. */
            top_logprobs: z.array(z.record(z.string(), z.number().nullable()).nullable()).nullish(),
          })
          .nullish(),
      }),
    )
    .min(1),
});

/** Undefined for what is no answer of a completions server; without any token where it gives no log-probabilities. */
export function readReturned(body: unknown): Returned | undefined {
  const parsed = answer.safeParse(body);
  if (!parsed.success) return undefined;
  const logprobs = parsed.data.choices[0]?.logprobs;
  const first = logprobs?.content?.[0];
  const modern = (first?.top_logprobs ?? first?.top_probs ?? []).map((entry) => ({
    id: entry.id,
    text: entry.token,
    value: entry.logprob ?? (entry.prob == null ? LEAST : Math.log(entry.prob)),
  }));
  const legacy = Object.entries(logprobs?.top_logprobs?.[0] ?? {}).map(([text, value]) => ({
    id: undefined,
    text,
    value: value ?? LEAST,
  }));
  return collect([...modern, ...legacy]);
}

interface Entry {
  readonly id: number | undefined;
  readonly text: string;
  readonly value: number;
}

function collect(entries: readonly Entry[]): Returned {
  const byId = new Map<number, number>();
  const byText = new Map<string, number>();
  let least = 0;
  for (const { id, text, value } of entries) {
    const logprob = Math.max(LEAST, value);
    least = Math.min(least, logprob);
    // vLLM names tokens so when it is asked to.
    const named = id ?? /^token_id:(\d+)$/.exec(text)?.[1];
    if (named !== undefined) byId.set(Number(named), logprob);
    byText.set(text.replace(/^[Ġ▁]/, ' '), logprob);
  }
  return { byId, byText, count: entries.length, least };
}
