// What the doctor found of one thing.
import { BarometerError, reasonOf } from '../../errors.ts';

/** `mend`: it cannot work; `look`: it works, and somebody should look at it. */
type Grade = 'ok' | 'look' | 'mend';

export interface Finding {
  readonly grade: Grade;
  readonly what: string;
  /** One line: the fact, and where it is not well also what to do. */
  readonly says: string;
}

export const finding = (grade: Grade, what: string, says: string): Finding => ({ grade, what, says });

export const lineOf = ({ grade, what, says }: Finding): string =>
  `${grade.padEnd(4)}  ${what}: ${says.replaceAll('\n', ' ')}`;

/** 1 where something must be mended, else 2 where something is worth a look, else 0. */
export function codeFor(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ grade }) => grade === 'mend')) return 1;
  return findings.some(({ grade }) => grade === 'look') ? 2 : 0;
}

/** The findings of `check`; an error that a person can act on is one too, and so is any other. */
export async function orFault(what: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [finding('mend', what, error instanceof BarometerError ? error.message : reasonOf(error))];
  }
}
