// A real small model for a test server: logits of the next token, tokens, chat. Nothing of the llama adapter.
import { getLlama, LlamaChat, LlamaLogLevel, type ChatHistoryItem, type Token } from 'node-llama-cpp';
import type { Logits } from './dialects.ts';

export interface SmallModel {
  readonly bos: number | null;
  tokenize(text: string, special: boolean): number[];
  text(token: number): string;
  /** The raw logits of the next token. */
  logits(tokens: readonly number[]): Promise<Logits>;
  chat(
    history: readonly { role: string; content: string }[],
    options: {
      maxTokens: number;
      seed: number | undefined;
      signal: AbortSignal;
      onText: (text: string) => void;
    },
  ): Promise<'stop' | 'length'>;
  close(): Promise<void>;
}

export async function openSmallModel(modelPath: string): Promise<SmallModel> {
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    progressLogs: false,
    maxThreads: 0,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath, useMmap: false });
  // As llama-server with `-fa off`: flash attention rounds by how a prompt was cut into batches.
  const shape = { sequences: 1, contextSize: 2048, batchSize: 256, threads: 1, flashAttention: false };
  const reading = (await model.createContext(shape)).getSequence();
  const chatting = (await model.createContext(shape)).getSequence();
  const chat = new LlamaChat({ contextSequence: chatting });
  let last: Promise<unknown> = Promise.resolve();

  async function evaluate(tokens: readonly Token[]): Promise<Logits> {
    await reading.adaptStateToTokens(tokens.slice(0, -1), false);
    const rest = tokens.slice(reading.nextTokenIndex);
    const final = rest.at(-1);
    if (final === undefined) throw new RangeError('nothing to evaluate');
    const outputs = await reading.controlledEvaluate([
      ...rest.slice(0, -1),
      [final, { generateNext: { logits: true } }],
    ]);
    const logits = outputs.at(-1)?.next.logits;
    if (!logits) throw new RangeError('no logits');
    const dense = new Float64Array(logits.size).fill(-Infinity);
    for (const [token, value] of logits) dense[token] = value;
    return dense;
  }

  return {
    bos: model.tokens.shouldPrependBosToken ? model.tokens.bos : null,
    tokenize: (text, special) => [...model.tokenize(text, special)],
    text: (token) => model.detokenize([token as Token], false, [model.tokenize('a')[0] as Token]),
    logits(tokens) {
      const next = last.then(() => evaluate(tokens as Token[]));
      last = next.catch(() => undefined);
      return next;
    },
    async chat(history, { maxTokens, seed, signal, onText }) {
      const items = history.map(({ role, content }): ChatHistoryItem => {
        if (role === 'assistant') return { type: 'model', response: [content] };
        return { type: role === 'system' ? 'system' : 'user', text: content };
      });
      // As llama-server: a last message of the assistant is gone on with.
      const answer: ChatHistoryItem[] =
        items.at(-1)?.type === 'model' ? [] : [{ type: 'model', response: [] }];
      const { metadata } = await chat.generateResponse([...items, ...answer], {
        maxTokens,
        signal,
        stopOnAbortSignal: true,
        temperature: 0.6,
        ...(seed !== undefined && { seed }),
        onTextChunk: onText,
      });
      return metadata.stopReason === 'maxTokens' ? 'length' : 'stop';
    },
    async close() {
      await last;
      await model.dispose();
    },
  };
}
