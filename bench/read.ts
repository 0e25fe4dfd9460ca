// What a model reads in labelled rows: the features that heads are fitted on.
import { featuresOf } from '../src/llm/calibration.ts';
import type { Model, Question } from '../src/llm/model.ts';
import { plainText } from '../src/llm/plain-text.ts';
import { LABELS } from '../src/mood/verdict.ts';
import type { Row } from './fit.ts';
import type { Labelled } from './rows.ts';

/**
 * Tweets and reviews have their share of the say, chat the rest, and there each label alike, however many rows
 * it has. Progress goes to stderr.
 */
export async function readFeatures(
  model: Model,
  question: Question,
  rows: readonly Labelled[],
): Promise<(Labelled & Row)[]> {
  const weightOf = weightsOf(rows);
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
      read.push({ ...row, features, weight: weightOf(row) });
    }
    process.stderr.write(`\rread ${read.length} of ${rows.length}`);
  }
  process.stderr.write('\n');
  return read;
}

/** The say of tweets and reviews; chat is what the bot reads, but their labels are other people's. */
const DEV_SHARE = 0.6;

/** The weight of a row; all together weigh as many as there are. */
function weightsOf(rows: readonly Labelled[]): (row: Labelled) => number {
  const counts = new Map<string, number>();
  const key = ({ set, label }: Labelled) => (set === 'dev' ? set : label);
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  const shareOf = ({ set }: Labelled) => (set === 'dev' ? DEV_SHARE : (1 - DEV_SHARE) / LABELS.length);
  return (row) => (rows.length * shareOf(row)) / (counts.get(key(row)) ?? 1);
}
