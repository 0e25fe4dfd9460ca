// What messages are for and what kind of negativity they are, as heads see it that never saw their writer.
import { crossValidate } from '../../src/llm/heads/fit/crossValidate.ts';
import { INTENTS } from '../../src/mood/intent.ts';
import { KINDS } from '../../src/mood/kind.ts';
import { fitIntent, fitKind, guessing } from '../fit/heads.ts';
import { intentRows, kindRows, type SentimentRow } from '../fit/rows.ts';
import { rightShare } from '../fit/shares.ts';
import { labelTable } from './labels.ts';

export interface Named {
  /** Shares of rows whose label is found. */
  readonly figures: { readonly intent: number | null; readonly kind: number | null };
  /** For people. */
  readonly text: string;
}

/** Rows without an intent or a kind are left out of its head. */
export function namedFigures(rows: readonly SentimentRow[]): Named {
  const [intents, kinds] = [intentRows(rows), kindRows(rows)];
  const intentGuesses = crossValidate(intents, guessing(fitIntent));
  const kindGuesses = crossValidate(kinds, guessing(fitKind));
  return {
    figures: {
      intent: rightShare(INTENTS, intents, intentGuesses),
      kind: rightShare(KINDS, kinds, kindGuesses),
    },
    text: [
      labelTable('intent', INTENTS, intents, intentGuesses),
      labelTable('kind', KINDS, kinds, kindGuesses),
    ].join('\n'),
  };
}
