// The machine without Barometer: node-llama-cpp is called directly, with the same weights.
import type { LlamaModel, Token } from 'node-llama-cpp';
import { contextFor } from '../../src/llm/llama/judging.ts';
import { BATCH, packed, SEQUENCES } from '../../src/llm/llama/packs.ts';
import type { Question } from '../../src/llm/model.ts';
import { plainText } from '../../src/llm/plainText.ts';

export interface Raw {
  /** The first version of the judge: chat template, up to 5 generated tokens, and a search in them. Milliseconds. */
  generate(text: string): Promise<{ ms: number; label: string | null }>;
  /** Prefill in batches like the judge's, without reading the result. Tokens a second. */
  prefill(texts: readonly string[]): Promise<number>;
  /** Tokens a second, one after another. */
  decode(tokens: number): Promise<number>;
  /** Tokens of a message as the judge evaluates it: its own and the suffix. */
  tokensOf(text: string): number;
  /** Tokens a second of an answer, after its first. */
  rateOf(answer: { readonly text: string; readonly restMs: number }): number;
  close(): Promise<void>;
}

const SYSTEM =
  '你是一个情感分析师。判断用户消息的情感，只回答“正面”或“负面”。\nYou are a sentiment analyst: answer 正面 (positive) or 负面 (negative) only.';

export async function openRaw(model: LlamaModel, question: Question, threads: number): Promise<Raw> {
  const prefix = model.tokenize(question.prefix.trimEnd());
  const judging = await model.createContext({
    sequences: SEQUENCES,
    contextSize: contextFor(prefix.length + model.tokenize(question.suffix).length),
    batchSize: BATCH,
    threads,
    flashAttention: false,
  });
  const chat = await model.createContext({ contextSize: 1024, batchSize: 512, threads });
  const one = chat.getSequence();
  const sequences = Array.from({ length: SEQUENCES }, () => judging.getSequence());
  for (const sequence of sequences) await sequence.evaluateWithoutGeneratingNewTokens(prefix);
  const read = (text: string) => model.tokenize(` ${plainText(text, question)}${question.suffix}`);

  return {
    tokensOf: (text) => read(text).length,
    rateOf: ({ text, restMs }) => ((model.tokenize(text).length - 1) / restMs) * 1000,
    async generate(text) {
      await one.clearHistory();
      const began = performance.now();
      const words: Token[] = [];
      for await (const token of one.evaluate(chatML(model, text), { temperature: 0 })) {
        words.push(token);
        if (words.length >= 5 || model.isEogToken(token)) break;
      }
      const answer = model.detokenize(words);
      const label = /正面|positive/i.test(answer)
        ? 'positive'
        : /负面|negative/i.test(answer)
          ? 'negative'
          : null;
      return { ms: performance.now() - began, label };
    },
    async prefill(texts) {
      const inputs = texts.map((text) => ({ tokens: read(text) }));
      let tokens = 0;
      const began = performance.now();
      for (const { items, length } of packed(inputs)) {
        await Promise.all(
          items.map(async (input, i) => {
            await sequences[i]?.evaluateWithoutGeneratingNewTokens(repeated(input.tokens, length));
            tokens += input.tokens.length;
          }),
        );
        for (const sequence of sequences) {
          await sequence.eraseContextTokenRanges([{ start: prefix.length, end: sequence.nextTokenIndex }]);
        }
      }
      return (tokens / (performance.now() - began)) * 1000;
    },
    async decode(count) {
      await one.clearHistory();
      let tokens = 0;
      let began = 0;
      // Generation goes on past the end of the answer, because a few tokens are too few to measure.
      const words = one.evaluate(chatML(model, 'Tell a long story about the sea.'), {
        temperature: 0.6,
        yieldEogToken: true,
      });
      while (tokens <= count && !(await words.next()).done) {
        if (tokens === 0) began = performance.now();
        tokens += 1;
      }
      await words.return();
      return ((tokens - 1) / (performance.now() - began)) * 1000;
    },
    async close() {
      await judging.dispose();
      await chat.dispose();
    },
  };
}

/** `tokens` repeated to `length`. */
function repeated(tokens: readonly Token[], length: number): Token[] {
  return Array.from({ length }, (_, i) => tokens.slice(i % tokens.length)).flatMap(([token]) => token ?? []);
}

function chatML(model: LlamaModel, text: string): Token[] {
  const turn = (role: string, words: string) => [
    ...model.tokenize(`<|im_start|>${role}\n`, true),
    ...model.tokenize(words),
    ...model.tokenize('<|im_end|>\n', true),
  ];
  return [
    ...turn('system', SYSTEM),
    ...turn('user', text),
    ...model.tokenize('<|im_start|>assistant\n', true),
  ];
}
