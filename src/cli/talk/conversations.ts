// The conversations of bench/conversations: what a person says turn by turn, and what a program checks of each answer.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BarometerError } from '../../errors.ts';
import { SCRIPTS, type Script } from './script.ts';

const LANGUAGES = ['en', 'zh-CN', 'zh-TW', 'mixed'] as const;
type Language = (typeof LANGUAGES)[number];

const words = z.array(z.string().min(1)).min(1);
const range = z.tuple([z.int().min(0), z.int()]).refine(([least, most]) => least <= most);

const expectation = z.strictObject({
  script: z.enum(SCRIPTS).optional(),
  /** At least one of these is in the answer; case does not count, here and below. */
  any: words.optional(),
  all: words.optional(),
  none: words.optional(),
  pattern: z.string().refine(isPattern, 'is no regular expression').optional(),
  /** Characters, non-empty lines and sentences of the answer: least and most. */
  chars: range.optional(),
  lines: range.optional(),
  sentences: range.optional(),
  /** A refusal is a fine answer here. */
  mayRefuse: z.boolean().optional(),
});

const row = z
  .strictObject({
    id: z.string().min(1),
    language: z.enum(LANGUAGES),
    turns: z
      .array(z.strictObject({ said: z.string().min(1), expect: expectation.default({}) }))
      .min(1)
      .max(8),
  })
  .refine(
    ({ language, turns }) => language !== 'mixed' || turns.every(({ expect }) => expect.script),
    'each turn of a mixed conversation must say its script',
  );

export type Expectation = Readonly<z.infer<typeof expectation>>;

export interface Turn {
  readonly said: string;
  readonly expect: Expectation & { readonly script: Script };
}

export interface Conversation {
  readonly id: string;
  readonly language: Language;
  /** The file's name without its ending. */
  readonly kind: string;
  /** One to eight; what was said and answered before stays in the conversation. */
  readonly turns: readonly Turn[];
}

class ConversationError extends BarometerError {
  constructor(
    readonly file: string,
    /** From 1. */
    readonly line: number,
    problem: string,
  ) {
    super(`${file}:${line}: ${problem}`);
  }
}

const DIRECTORY = fileURLToPath(new URL('../../../bench/conversations/', import.meta.url));

/** All conversations by kind, in the order of the files' names. Throws ConversationError for a row that is none. */
export async function readConversations(directory = DIRECTORY): Promise<Conversation[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.jsonl')).sort();
  const contents = files.map(async (file) =>
    conversationsOf(file, await readFile(join(directory, file), 'utf8')),
  );
  return (await Promise.all(contents)).flat();
}

/** @throws ConversationError with the file and the line at fault */
export function conversationsOf(file: string, content: string): Conversation[] {
  const kind = basename(file, '.jsonl');
  return content
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      const parsed = row.safeParse(parseJson(file, i + 1, line));
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const problem = issue?.message ?? 'is no conversation';
        throw new ConversationError(file, i + 1, `${issue?.path.join('.') || 'row'}: ${problem}`);
      }
      const { id, language, turns } = parsed.data;
      return { id, language, kind, turns: turns.map((turn) => withScript(language, turn)) };
    });
}

const OWN: Readonly<Record<Language, Script>> = {
  en: 'latin',
  'zh-CN': 'hans',
  'zh-TW': 'hant',
  mixed: 'latin',
};

const withScript = (language: Language, { said, expect }: z.infer<typeof row>['turns'][number]): Turn => ({
  said,
  expect: { ...expect, script: expect.script ?? OWN[language] },
});

function parseJson(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConversationError(file, line, 'is not JSON');
  }
}

function isPattern(source: string): boolean {
  try {
    return patternOf(source) instanceof RegExp;
  } catch {
    return false;
  }
}

/** A regular expression of a row. Throws SyntaxError. */
export const patternOf = (source: string): RegExp => new RegExp(source, 'iu');
