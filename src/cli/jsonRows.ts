// Rows of JSON Lines, each as a schema wants it.
import type { z } from 'zod';
import { BarometerError } from '../errors.ts';
import { LONGEST_LINE, TOO_LONG } from './lines.ts';

export class BadLineError extends BarometerError {
  constructor(
    readonly file: string,
    /** Counts from 1. */
    readonly line: number,
    readonly problem: string,
  ) {
    super(`${file === '-' ? 'standard input' : file}, line ${line}: ${problem}.`);
  }
}

interface JsonRow<T> {
  /** Counts from 1. */
  readonly line: number;
  readonly value: T;
}

/** One at a time; empty lines are skipped. Throws BadLineError at the first line that the schema refuses. */
export async function* jsonRows<T>(
  file: string,
  lines: AsyncIterable<string>,
  schema: z.ZodType<T>,
): AsyncGenerator<JsonRow<T>> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    if (text.length >= LONGEST_LINE) throw new BadLineError(file, line, TOO_LONG);
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) {
      throw new BadLineError(file, line, parsed.error.issues[0]?.message ?? 'it cannot be read');
    }
    yield { line, value: parsed.data };
  }
}

/** Undefined for what is not JSON: the schema refuses that too. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
