// The part of a conversation that never changes: its instruction and examples. What was evaluated of it once is kept, so
// that switching between roles and the assistant reads it again from a file instead of evaluating it.
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { passes } from './packs.ts';
import type { KeptStates } from './prefixStates.ts';

/** Tokens below which a copy costs as much as evaluating them. */
const LEAST = 48;

/** What two conversations that differ in what is said have in common at their beginning. */
export function commonStart(one: readonly Token[], other: readonly Token[]): Token[] {
  const end = one.findIndex((token, i) => token !== other[i]);
  return end === -1 ? [...one] : one.slice(0, end);
}

export interface FixedPartOptions {
  readonly sequence: LlamaContextSequence;
  readonly states: KeptStates;
  readonly log: Log;
  /** Evaluates one pass; false where it was stopped. */
  readonly evaluate: (part: Token[]) => Promise<boolean>;
}

/**
 * Makes the sequence hold `fixed`, unless what it holds begins so already. An error is logged: the part is then evaluated
 * with the rest.
 */
export async function holdFixedPart(
  fixed: readonly Token[],
  { sequence, states, log, evaluate }: FixedPartOptions,
): Promise<void> {
  if (fixed.length < LEAST || sequence.needsCheckpoints) return;
  if (commonStart(fixed, sequence.contextTokens).length === fixed.length) return;
  const began = performance.now();
  try {
    const isKept = await states.load(sequence, fixed);
    if (!isKept) {
      await sequence.clearHistory();
      for (const part of passes(fixed)) {
        if (!(await evaluate(part))) return;
      }
      await states.save(sequence);
    }
    const evaluated = isKept ? 0 : fixed.length;
    const facts = { tokens: fixed.length, evaluated, ms: Math.round(performance.now() - began) };
    log.debug(facts, 'A role is ready.');
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'The evaluated prompt of a role could not be kept.');
  }
}
