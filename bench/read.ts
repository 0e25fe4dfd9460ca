// What a model reads in texts: the features that heads are fitted on, kept from one run to the next.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { featuresOf } from '../src/llm/heads/features.ts';
import type { Model, Question } from '../src/llm/model.ts';
import { plainText } from '../src/llm/plainText.ts';

/** Reading ten thousand texts takes a quarter of an hour on two cores: what was read is kept. */
const KEPT = 'data/features';

/** Texts between two writes. */
const PORTION = 256;

/** The features of each text, in their order; `hashed`: places of its own words. Progress goes to stderr. */
export async function readFeatures(
  model: Model,
  question: Question,
  texts: readonly string[],
  hashed: number,
): Promise<number[][]> {
  const plain = texts.map((text) => plainText(text, question));
  const kept = await openKept(model.id, question);
  const unread = [...new Set(plain)].filter((text) => !kept.scores.has(text));
  for (let from = 0; from < unread.length; from += PORTION) {
    const portion = unread.slice(from, from + PORTION);
    const readings = await model.judge(question, portion);
    await kept.add(
      portion,
      readings.map(({ scores }) => scores),
    );
    process.stderr.write(`\rread ${from + portion.length} of ${unread.length}`);
  }
  if (unread.length > 0) process.stderr.write('\n');
  return plain.map((text) =>
    featuresOf(text, [...(kept.scores.get(text) ?? [])], question.words.length, hashed),
  );
}

/** Scores by text, in two files: the texts, a line each, and their scores as 32-bit floats. */
async function openKept(model: string, question: Question) {
  const key = createHash('sha256')
    .update(
      JSON.stringify([model, question.prefix, question.suffix, question.words, question.atText ?? false]),
    )
    .digest('hex')
    .slice(0, 16);
  await mkdir(KEPT, { recursive: true });
  const names = join(KEPT, `${key}.jsonl`);
  const numbers = join(KEPT, `${key}.f32`);
  const width = question.words.length * (question.atText ? 2 : 1);
  const scores = new Map<string, Float32Array>();
  if (existsSync(names) && existsSync(numbers)) {
    const bytes = await readFile(numbers);
    const all = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
    const texts = (await readFile(names, 'utf8')).trim().split('\n');
    texts.forEach((line, i) => {
      scores.set(JSON.parse(line) as string, all.subarray(i * width, (i + 1) * width));
    });
  }
  return {
    scores,
    async add(texts: readonly string[], read: readonly (readonly number[])[]) {
      texts.forEach((text, i) => scores.set(text, Float32Array.from(read[i] ?? [])));
      await appendFile(numbers, Buffer.concat(texts.map((text) => bytesOf(scores.get(text)))));
      await appendFile(names, texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
    },
  };
}

function bytesOf(numbers: Float32Array | undefined): Buffer {
  return numbers ? Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength) : Buffer.alloc(0);
}
