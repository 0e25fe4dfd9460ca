// What a model reads in labelled rows: the features that heads are fitted on.
import { featuresOf } from '../src/llm/calibration.ts';
import type { Model, Question } from '../src/llm/model.ts';
import { plainText } from '../src/llm/plain-text.ts';
import type { Row } from './fit.ts';
import type { Labelled } from './rows.ts';

/** Half of the say goes to tweets and reviews, half to chat, which is what the bot reads; progress goes to stderr. */
export async function readFeatures(
  model: Model,
  question: Question,
  rows: readonly Labelled[],
): Promise<(Labelled & Row)[]> {
  const share = (set: string) => rows.length / 2 / rows.filter((row) => row.set === set).length;
  const weights = { dev: share('dev'), chat: share('chat') };
  const read: (Labelled & Row)[] = [];
  while (read.length < rows.length) {
    const batch = rows
      .slice(read.length, read.length + model.batchSize)
      .map((row) => ({ ...row, text: plainText(row.text, question) }));
    const readings = await model.judge(
      question,
      batch.map(({ text }) => text),
    );
    for (const [i, row] of batch.entries()) {
      const features = featuresOf(row.text, readings[i]?.scores ?? []);
      read.push({ ...row, features, weight: weights[row.set] });
    }
    process.stderr.write(`\rread ${read.length} of ${rows.length}`);
  }
  process.stderr.write('\n');
  return read;
}
