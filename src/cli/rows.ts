// JSON Lines with a text each: reading them, broken ones included, and cutting them into batches.
import { z } from 'zod';
import { LONGEST_LINE, TOO_LONG } from './lines.ts';

const withText = z.looseObject({ text: z.string() });

export type Row =
  | { readonly line: number; readonly value: z.infer<typeof withText> }
  /** `line` counts from 1. */
  | { readonly line: number; readonly error: string };

/** Null for a line with nothing on it. */
export function parseRow(text: string, line: number): Row | null {
  if (text.trim() === '') return null;
  if (text.length >= LONGEST_LINE) return { line, error: TOO_LONG };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { line, error: 'not JSON' };
    throw error;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { line, error: 'not an object' };
  }
  const row = withText.safeParse(parsed);
  if (row.success) return { line, value: row.data };
  return { line, error: 'text' in parsed ? 'text is not a string' : 'text is missing' };
}

/** In order, at most `size` rows each; only one batch is held. */
export async function* batchesOf(lines: AsyncIterable<string>, size: number): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const row = parseRow(text, line);
    if (row) batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
