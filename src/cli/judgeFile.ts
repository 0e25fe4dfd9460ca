// `barometer judge`: JSON Lines in, the same rows with their verdicts out, in order and in bounded memory.
import type { Judge } from '../llm/judge.ts';
import { addCounts, countsOf, NO_COUNTS } from '../mood/counts.ts';
import { roundedNumber } from '../mood/rounded.ts';
import type { Verdict } from '../mood/verdict.ts';
import { batchesOf } from './rows.ts';
import { inTwoClasses } from './twoClasses.ts';

export interface JudgeFileOptions {
  readonly lines: AsyncIterable<string>;
  readonly judge: Judge;
  readonly batchSize: number;
  readonly classes: 2 | 3;
  /** One object about all rows instead of a line each. */
  readonly summary: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Takes one line; resolves when more may be written. */
  readonly out: (line: string) => Promise<void>;
  readonly problem: (line: string) => void;
  readonly progress: (judged: number) => void;
}

/** The number of broken lines. */
export async function judgeFile(options: JudgeFileOptions): Promise<number> {
  const { judge, classes, summary, out } = options;
  let counts = NO_COUNTS;
  let broken = 0;
  for await (const batch of batchesOf(options.lines, options.batchSize)) {
    const judged = await judge.judge(batch.flatMap((row) => ('value' in row ? [row.value.text] : [])));
    let next = 0;
    for (const row of batch) {
      if ('error' in row) {
        broken += 1;
        options.problem(`line ${row.line}: ${row.error}`);
        if (!summary) await out(JSON.stringify(row));
        continue;
      }
      const verdict = judged[next++]?.verdict;
      if (!verdict) throw new RangeError(`line ${row.line} was not judged`);
      const chosen = classes === 2 ? inTwoClasses(verdict) : verdict;
      counts = addCounts(counts, countsOf(chosen));
      if (!summary) await out(JSON.stringify({ ...row.value, ...fieldsOf(chosen) }));
    }
    options.progress(counts.total);
  }
  if (summary) {
    const { total, positive, neutral, negative, kinds = null } = counts;
    const ratio = total === 0 ? null : roundedNumber(negative / total);
    const timestamp = new Date(options.now()).toISOString();
    await out(JSON.stringify({ timestamp, total, positive, neutral, negative, ratio, kinds }));
  }
  return broken;
}

function fieldsOf({ label, uncertain, probabilities, intent, kind }: Verdict) {
  const { positive, neutral, negative } = probabilities;
  return {
    ...{ label, uncertain, probabilities: { positive, neutral, negative } },
    ...{ intent: intent ?? null, kind: kind ?? null },
  };
}
