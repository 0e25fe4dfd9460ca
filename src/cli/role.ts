// `barometer role`: writes the file of a new role, and tries one on a text.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrain } from '../compose/brain.ts';
import { PROMPTS } from '../compose/places.ts';
import { parseConfig } from '../config.ts';
import { BarometerError } from '../errors.ts';
import { codeOf, faultOf } from '../files.ts';
import { ROLE_NAME } from '../llm/role/roleFile.ts';
import type { Role } from '../llm/role/role.ts';
import type { Roles } from '../llm/role/runner.ts';
import { LOCALES, type Locale } from '../locale.ts';
import { createLog } from '../log.ts';
import { answerOf } from '../pipeline/roles/answering.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import { roleTemplate } from './roleTemplate.ts';

class RoleNotWrittenError extends BarometerError {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    const { reason, mend } = faultOf(cause);
    super(
      codeOf(cause) === 'EEXIST'
        ? `${file} is there already: choose another name, or change that file.`
        : `${file} cannot be written (${reason}): ${mend}.`,
      { cause },
    );
  }
}

class UnknownRoleError extends BarometerError {
  constructor(
    readonly role: string,
    known: readonly string[],
  ) {
    super(
      `There is no role "${role}": write ${known.join(', ')}, or make it with "barometer role new ${role}".`,
    );
  }
}

export const role = {
  name: 'role',
  usage: 'role new NAME | role try NAME "TEXT" [--language en|zh-CN|zh-TW]',
  summary:
    'new writes the commented file of a role, prompts/NAME.md, which is in force once it is saved; try runs one on a text, each line of it being a message where the role reads messages',
  async run(args, surroundings) {
    const options = { language: { type: 'string', default: 'en' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [task, name, text, ...more] = positionals;
    if (name !== undefined && text === undefined && task === 'new') {
      const file = await newRole(name, PROMPTS);
      surroundings.stdout.write(`${file} is written. Change it, then: barometer role try ${name} "a text"\n`);
      return 0;
    }
    const isWhole = task === 'try' && name !== undefined && text !== undefined && more.length === 0;
    if (!isWhole) throw new UsageError('role needs "new NAME" or "try NAME TEXT"');
    return tryOut(name, text, localeOf(values.language), surroundings);
  },
} as const satisfies Command;

/** The path of the new file. Throws UsageError, and RoleNotWrittenError where it is there already. */
export async function newRole(name: string, directory: string): Promise<string> {
  if (!ROLE_NAME.test(name)) {
    throw new UsageError(`"${name}" is no name of a role: write small letters, figures and hyphens`);
  }
  const file = join(directory, `${name}.md`);
  await writeFile(file, roleTemplate(name), { flag: 'wx' }).catch((error: unknown) => {
    throw new RoleNotWrittenError(file, error);
  });
  return file;
}

async function tryOut(
  name: string,
  text: string,
  locale: Locale,
  surroundings: Surroundings,
): Promise<number> {
  const { variables, stdout, stderr } = surroundings;
  const config = parseConfig(variables);
  const brain = await openBrain(config, createLog(config.LOG_LEVEL, stderr.isTTY), variables);
  try {
    const answer = await answerFields(brain.roles, roleIn(brain.roles, name), text, locale);
    stdout.write(`${JSON.stringify({ role: name, ...answer })}\n`);
    return 0;
  } finally {
    await brain.close();
  }
}

/** Throws UsageError. */
export function localeOf(typed: string): Locale {
  const locale = LOCALES.find((one) => one === typed);
  if (locale === undefined)
    throw new UsageError(`--language ${typed} is not to be had: write ${LOCALES.join(', ')}`);
  return locale;
}

/** Throws UnknownRoleError. */
export function roleIn(roles: Pick<Roles, 'list'>, name: string): Role {
  const found = roles.list().find((one) => one.name === name);
  if (found) return found;
  const known = roles.list().map((one) => one.name);
  throw new UnknownRoleError(name, known);
}

const messagesIn = ({ reads }: Role, text: string): string[] =>
  reads === 'message' ? [text] : text.split('\n').filter((line) => line.trim() !== '');

/** Why the role cannot read the whole text; null where it can. */
export function unreadable(asked: Role, text: string): string | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'text has no words';
  const { characters, messages } = asked.limits;
  const texts = messagesIn(asked, text);
  if (asked.reads !== 'message' && texts.length > messages) {
    return `text has ${texts.length} lines, and the role reads ${messages} at most`;
  }
  const longest = Math.max(...texts.map((one) => one.length));
  if (longest <= characters) return null;
  const what = asked.reads === 'message' ? 'text' : 'a line of text';
  return `${what} has ${longest} characters, and the role reads ${characters} at most`;
}

/** `answer` is a string, a list of them, or an object of fields; null where nothing held. */
export async function answerFields(roles: Roles, asked: Role, text: string, locale: Locale): Promise<object> {
  const lines = messagesIn(asked, text);
  // Nobody knows who wrote a line of a file: each counts as a person.
  const shown = lines
    .slice(-asked.limits.messages)
    .map((content, n) => ({ authorId: String(n), content, place: null }));
  const { signal } = new AbortController();
  const { parts, share } = await answerOf(roles, { role: asked, shown, all: shown, locale }, signal);
  const fields = Object.fromEntries(parts.map((part) => [part.name ?? '', part.text]));
  const texts = parts.map((part) => part.text);
  const single = asked.answers === 'list' ? texts : (texts[0] ?? null);
  return {
    answer: asked.answers === 'json' ? fields : single,
    ...(share !== null && { share: Math.round(share * 1000) / 1000 }),
  };
}
