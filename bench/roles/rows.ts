// The rows of a role: what it reads, and what its answer must have to be right.
import { existsSync, readFileSync } from 'node:fs';
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

const fileOf = (role: string) => `${DIRECTORY}/${role}.jsonl`;

/** A role that somebody added to prompts/ has none. */
export const hasRows = (role: string): boolean => existsSync(fileOf(role));

/** In the order of the file. Throws a ZodError for a malformed row. */
export const rowsOf = (role: string): Row[] =>
  readFileSync(fileOf(role), 'utf8')
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));

export const textsOf = ({ messages, text = '' }: Row): readonly string[] => messages ?? [text];
