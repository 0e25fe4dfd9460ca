// What the default judge says of labelled chat that it never saw, written by `npm run calibrate`: benches of counting and
// of the detector draw its mistakes from here.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LABELS, type Label, type Probabilities } from '../src/mood/verdict.ts';

export const READINGS = 'bench/results/readings.jsonl';

export interface Reading {
  readonly label: Label;
  /** Who wrote the message; of those whose writer is not known, their set. */
  readonly group: string;
  readonly probabilities: Probabilities;
}

const THOUSAND = 1000;
/** The rows of a writer and label; the probabilities of positive and negative in thousandths. */
const line = z.object({
  group: z.string(),
  label: z.enum(LABELS),
  read: z.array(z.tuple([z.number(), z.number()])),
});

interface Judged {
  readonly label: Label;
  readonly by?: string | undefined;
  readonly set: string;
  readonly verdict: { readonly probabilities: Probabilities };
}

export function readingLines(judged: readonly Judged[]): string {
  const lines = new Map<string, z.infer<typeof line>>();
  for (const { label, by, set, verdict } of judged) {
    const group = by ?? set;
    const held = lines.get(`${group} ${label}`) ?? { group, label, read: [] };
    const { positive, negative } = verdict.probabilities;
    held.read.push([Math.round(positive * THOUSAND), Math.round(negative * THOUSAND)]);
    lines.set(`${group} ${label}`, held);
  }
  return [...lines.values()].map((one) => `${JSON.stringify(one)}\n`).join('');
}

export async function readReadings(): Promise<Reading[]> {
  const lines = (await readFile(READINGS, 'utf8')).trim().split('\n');
  return lines.flatMap((text) => {
    const { group, label, read } = line.parse(JSON.parse(text));
    return read.map(([positive, negative]) => ({
      group,
      label,
      probabilities: {
        positive: positive / THOUSAND,
        neutral: (THOUSAND - positive - negative) / THOUSAND,
        negative: negative / THOUSAND,
      },
    }));
  });
}
