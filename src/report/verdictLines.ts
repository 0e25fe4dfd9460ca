// The verdict on one message, in words.
import { LABELS, type Label, type Verdict } from '../mood/verdict.ts';
import { moment } from './times.ts';
import type { Words } from './words.ts';

interface JudgedFacts {
  readonly verdict: Verdict;
  /** Null where it is not known any more. */
  readonly judgedBy: { readonly judgedAt: number; readonly truncated: boolean } | null;
  /** The label that a moderator said is right; null where nobody corrected the verdict. */
  readonly corrected: Label | null;
}

/** From this probability on a label is almost certain, or likely. */
const SURE = 0.9;
const LIKELY = 0.7;

/** `mark`: the emoji that stands for the label. */
export function verdictLines(
  { verdict, judgedBy, corrected }: JudgedFacts,
  mark: string,
  words: Words,
): string[] {
  const label = words(`label.${verdict.label}`);
  const shares = Object.fromEntries(LABELS.map((one) => [one, verdict.probabilities[one]]));
  return [
    words(`verdict.${surenessOf(verdict)}`, { mark, label }),
    ...readingLines(verdict, words),
    words('verdict.shares', shares),
    ...(corrected === null ? [] : [words('verdict.corrected', { label: words(`label.${corrected}`) })]),
    ...(judgedBy === null ? [] : [words('verdict.judged', { when: moment(judgedBy.judgedAt, 'R') })]),
    ...(judgedBy?.truncated === true ? [words('verdict.truncated')] : []),
    ...(verdict.bare === true ? [words('verdict.bare')] : []),
    words('verdict.note'),
  ];
}

/** The kind of negativity, or what the message is for; nothing of plain talk. */
function readingLines({ kind, intent }: Verdict, words: Words): string[] {
  if (kind) return [words('verdict.reading', { what: words(`kind.${kind}`) })];
  if (!intent || intent === 'chat') return [];
  return [words('verdict.reading', { what: words(`intent.${intent}`) })];
}

function surenessOf({
  label,
  probabilities,
  uncertain,
}: Verdict): 'uncertain' | 'sure' | 'likely' | 'leaning' {
  if (uncertain) return 'uncertain';
  const share = probabilities[label];
  return share >= SURE ? 'sure' : share >= LIKELY ? 'likely' : 'leaning';
}
