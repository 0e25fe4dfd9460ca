// `barometer run ROLE FILE`: a role over JSON Lines: rows in, the same rows with their answers out, in order.
import { parseArgs } from 'node:util';
import { openBrain } from '../compose/brain.ts';
import { parseConfig } from '../config.ts';
import type { Role } from '../llm/role/role.ts';
import { NoRoleAnswerError, type Roles } from '../llm/role/runner.ts';
import type { Locale } from '../locale.ts';
import { createLog } from '../log.ts';
import { UsageError, type Command } from './command.ts';
import { openInput } from './input.ts';
import { linesOf, writeLine } from './lines.ts';
import { answerFields, localeOf, roleIn, unreadable } from './role.ts';
import { batchesOf } from './rows.ts';

export const run = {
  name: 'run',
  usage: 'run ROLE FILE|- [--language en|zh-CN|zh-TW]',
  summary:
    'run a role on the "text" of every JSON line; one JSON line out for each, with its "answer"; exit code 1 where a line was broken or had no answer',
  async run(args, { variables, stdin, stdout, stderr }) {
    const options = { language: { type: 'string', default: 'en' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [name, file, ...more] = positionals;
    if (name === undefined || file === undefined || more.length > 0) {
      throw new UsageError('run needs a ROLE and one FILE, or - for standard input');
    }
    const locale = localeOf(values.language);
    const input = await openInput(file, stdin);
    const config = parseConfig(variables);
    const brain = await openBrain(config, createLog(config.LOG_LEVEL, stderr.isTTY), variables);
    try {
      const broken = await runFile({
        lines: linesOf(input),
        roles: brain.roles,
        role: roleIn(brain.roles, name),
        locale,
        atOnce: config.LLM_URL === undefined ? 1 : config.LLM_CONCURRENCY,
        out: (line) => writeLine(stdout, line),
        problem: (line) => stderr.write(`${file}: ${line}\n`),
      });
      return broken === 0 ? 0 : 1;
    } finally {
      await brain.close();
    }
  },
} as const satisfies Command;

interface RunFileOptions {
  readonly lines: AsyncIterable<string>;
  readonly roles: Roles;
  readonly role: Role;
  readonly locale: Locale;
  /** Rows that are worked on at once: so many are held. */
  readonly atOnce: number;
  /** Takes one line; resolves when more may be written. */
  readonly out: (line: string) => Promise<void>;
  readonly problem: (line: string) => void;
}

/** The number of lines that were broken or had no answer. */
export async function runFile({
  lines,
  roles,
  role,
  locale,
  atOnce,
  out,
  problem,
}: RunFileOptions): Promise<number> {
  let broken = 0;
  for await (const batch of batchesOf(lines, atOnce)) {
    const answered = await Promise.all(
      batch.map(async (row) => {
        if ('error' in row) return row;
        const error = unreadable(role, row.value.text);
        if (error !== null) return { line: row.line, error };
        try {
          const answer = await answerFields(roles, role, row.value.text, locale);
          return { line: row.line, value: { ...row.value, ...answer } };
        } catch (error) {
          if (!(error instanceof NoRoleAnswerError)) throw error;
          return { line: row.line, error: 'the model gave no answer' };
        }
      }),
    );
    for (const row of answered) {
      if ('error' in row) {
        broken += 1;
        problem(`line ${row.line}: ${row.error}`);
        await out(JSON.stringify(row));
      } else await out(JSON.stringify(row.value));
    }
  }
  return broken;
}
