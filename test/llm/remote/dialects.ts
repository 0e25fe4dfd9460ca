// How llama-server and vLLM compute log-probabilities from logits and write them, as observed.

export interface CompletionBody {
  readonly prompt: string | number[];
  readonly logprobs?: number;
  readonly temperature?: number;
  readonly top_k?: number;
  readonly samplers?: string[];
  readonly post_sampling_probs?: boolean;
  readonly logit_bias?: Record<string, number>;
  readonly logprob_token_ids?: number[];
  readonly return_tokens_as_token_ids?: boolean;
}

/** By token. */
export type Logits = Float64Array;
type TextOf = (token: number) => string;

function logSoftmax(logits: Logits): Logits {
  const highest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const offset = highest + Math.log(logits.reduce((sum, value) => sum + Math.exp(value - highest), 0));
  return logits.map((value) => value - offset);
}

function mostProbable(values: Logits, count: number): number[] {
  const tokens = Uint32Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  return [...tokens.slice(0, count)];
}

/** The log-probabilities after bias, top k and temperature; greedy sampling leaves one token. */
function sampled(logits: Logits, { logit_bias = {}, temperature = 1 }: CompletionBody, topK: number): Logits {
  const values = logits.map((value, token) => Math.fround(value + (logit_bias[token] ?? 0)));
  const k = temperature === 0 ? 1 : topK;
  if (k <= 0) return logSoftmax(values.map((value) => value / temperature));
  const kept = new Set(mostProbable(values, k));
  return logSoftmax(values.map((value, token) => (kept.has(token) ? value / (temperature || 1) : -Infinity)));
}

/** llama-server: the raw softmax, unless the probabilities after sampling are asked for. */
export function llamaServer(logits: Logits, body: CompletionBody, textOf: TextOf): object {
  const { logprobs = 0, post_sampling_probs: post = false, samplers = ['top_k', 'temperature'] } = body;
  const topK = samplers.includes('top_k') ? (body.top_k ?? 40) : 0;
  const values = post ? sampled(logits, body, topK) : logSoftmax(logits);
  const top = mostProbable(values, logprobs)
    .filter((id) => !post || Math.exp(values[id]!) > 0)
    .map((id) => ({
      id,
      token: textOf(id),
      bytes: [...Buffer.from(textOf(id))],
      ...(post ? { prob: Math.exp(values[id]!) } : { logprob: values[id] }),
    }));
  const content = [{ ...top[0], [post ? 'top_probs' : 'top_logprobs']: top }];
  return choice(top[0]?.token ?? '', logprobs > 0 ? { content } : null);
}

export interface VllmSwitches {
  /** `--logprobs-mode processed_logprobs` */
  readonly processed: boolean;
  /** Knows `logprob_token_ids`. */
  readonly names: boolean;
}

/** vLLM: raw unless started otherwise; the sampled token is always among those returned. */
export function vllm(
  logits: Logits,
  body: CompletionBody,
  textOf: TextOf,
  { processed, names }: VllmSwitches,
): object {
  // The model's own generation_config.json is the default, here its top k.
  const after = sampled(logits, body, body.top_k ?? 20);
  const values = processed ? after : logSoftmax(logits);
  const chosen = mostProbable(after, 1);
  const named = names ? body.logprob_token_ids : undefined;
  const ids = named ?? mostProbable(values, body.logprobs ?? 0);
  const nameOf = (id: number) => (body.return_tokens_as_token_ids ? `token_id:${id}` : textOf(id));
  const top = [...ids, ...chosen].map((id) => [nameOf(id), Math.max(-9999, values[id]!)]);
  return choice(textOf(chosen[0]!), {
    text_offset: [0],
    tokens: chosen.map(nameOf),
    top_logprobs: [Object.fromEntries(top)],
  });
}

function choice(text: string, logprobs: object | null): object {
  return { object: 'text_completion', choices: [{ index: 0, text, logprobs, finish_reason: 'length' }] };
}
