// The words whose probability after a message the heads of a calibration of many words weigh.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * As many words as the final state of a model 896 wide has numbers, chosen by bench/words/state.py so that none is
 * nearly a sum of the others: their scores hold the whole state.
 */
export const STATE_WORDS = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL('./words/state.json', import.meta.url), 'utf8')));
