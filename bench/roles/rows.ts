// The rows of a role: what it reads, and what its answer must have to be right.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LOCALES } from '../../src/locale.ts';

const DIRECTORY = 'bench/roles';

const row = z.strictObject({
  /** What is read: one text, or messages of a person each. */
  text: z.string().optional(),
  messages: z.array(z.string()).optional(),
  /** The reader's; that of the texts unless given. */
  locale: z.enum(LOCALES).optional(),
  label: z.string().optional(),
  /** The number of the message that must be pointed at. */
  message: z.number().optional(),
  /** Words of which some must stand in the answer. */
  any: z.array(z.string()).optional(),
  /** Of each group, one must. */
  all: z.array(z.array(z.string())).optional(),
  none: z.array(z.string()).optional(),
});
export type Row = Readonly<z.infer<typeof row>>;

/** In the order of the file. Throws a ZodError for a malformed row. */
export const rowsOf = (role: string): Row[] =>
  readFileSync(`${DIRECTORY}/${role}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));

export const textsOf = ({ messages, text = '' }: Row): readonly string[] => messages ?? [text];
