// A model that tells moods apart by the words of a text, and prompts that tests save.
import { createHash } from 'node:crypto';
import type { Model, Question } from '../../../src/llm/model.ts';
import type { Prompts } from '../../../src/llm/prompts.ts';
import type { AnalystPrompt } from '../../../src/llm/roles.ts';

const promptOf = (version: string): AnalystPrompt => ({
  prefix: `${version} Message: `,
  suffix: '\nFeels:',
  words: { positive: ' positive', neutral: ' neutral', negative: ' negative' },
  version,
});

export interface PaperPrompts extends Prompts {
  save(version: string): void;
}

export function paperPrompts(): PaperPrompts {
  let current = promptOf('v1');
  const listeners = new Set<() => void>();
  return {
    analyst: () => current,
    assistant: () => ({}) as never,
    writer: () => ({}) as never,
    roles: () => [],
    onSave(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    close: () => {},
    save(version) {
      current = promptOf(version);
      for (const heard of listeners) heard();
    },
  };
}

/** A number in −1…1 that is the same for the same text. */
function noise(text: string): number {
  return createHash('md5').update(text).digest().readInt16LE() / 32_768;
}

/** Likes the words of a mood that the text speaks of; of other words it thinks at random. */
function scoreOf(word: string, text: string): number {
  const glad = /great|love|thanks|happy|好|开心|谢/i.test(text) ? 3 : 0;
  const upset = /bad|hate|broke|down|terrible|差|烦|气/i.test(text) ? 3 : 0;
  const own = /^ (good|great|happy|positive)$/.test(word)
    ? glad
    : /^ (bad|sad|angry)$/.test(word)
      ? upset
      : 0;
  return own + noise(word + text) / 4;
}

export interface PaperModel extends Model {
  /** The size of each call, and its question. */
  readonly calls: { readonly question: Question; readonly texts: readonly string[] }[];
  /** Awaited before a call that reads something is answered. */
  before: (call: number) => Promise<void>;
}

export function paperModel(): PaperModel {
  const calls: PaperModel['calls'] = [];
  return {
    id: 'paper/q8',
    preset: null,
    batchSize: 32,
    manyWords: false,
    calls,
    before: () => Promise.resolve(),
    async judge(question, texts) {
      calls.push({ question, texts });
      await this.before(calls.length);
      return texts.map((text) => ({
        scores: question.words.map((word) => scoreOf(word, text)),
        truncated: false,
      }));
    },
    stream: () => (async function* () {})(),
    close: () => Promise.resolve(),
  };
}
