// The personas: other ways for the bot to talk, a file each in a folder that whoever runs the bot fills. A file that is
// not right is told in the log and left out; the others stay.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../errors.ts';
import { codeOf } from '../files.ts';
import { LOCALES, type Locale } from '../locale.ts';
import type { Log } from '../log.ts';
import { checkRoom, speechOf, type Speech } from './assistantPrompt.ts';
import { PromptFileError } from './promptFile.ts';
import { watchedFolder } from './prompts.ts';
import { parseRole } from './roles.ts';
import type { Strategy } from './strategies.ts';

export interface Persona {
  /** Of its file, without ".md". */
  readonly name: string;
  readonly titles: Readonly<Record<Locale, string>>;
  readonly speech: Readonly<Record<Locale, Speech>>;
}

export interface Personas {
  /** By name. */
  list(): readonly Persona[];
  /** Null where there is none of that name. */
  get(name: string): Persona | null;
  close(): void;
}

export interface PersonasOptions {
  readonly directory: string;
  readonly log: Log;
  /** Read them again when one is saved. */
  readonly watch: boolean;
  /** What answers in a language may be shown beside a persona: with the longest it must not be too long. */
  readonly strategies: (locale: Locale) => readonly Strategy[];
}

const NAME = /^([a-z][a-z0-9-]{0,29})\.md$/;
/** Characters of a title: Discord's limit in a list. */
const LONGEST_TITLE = 100;

/** Without the folder there are none. */
export async function openPersonas(options: PersonasOptions): Promise<Personas> {
  const { directory, log, watch } = options;
  let held = await readAll(options);
  let reading = Promise.resolve();
  const changed = () => {
    reading = reading.then(async () => {
      held = await readAll(options);
      log.info({ personas: [...held.keys()] }, 'The personas were read again.');
    });
  };
  const unwatched = (error: unknown) => {
    if (codeOf(error) === 'ENOENT') return;
    log.warn({ reason: reasonOf(error) }, 'Personas are no longer watched: restart after changing them.');
  };
  const watcher = watch ? watchedFolder(directory, changed, unwatched) : undefined;
  return {
    list: () => [...held.values()],
    get: (name) => held.get(name) ?? null,
    close: () => watcher?.close(),
  };
}

async function readAll(options: PersonasOptions): Promise<ReadonlyMap<string, Persona>> {
  const { directory, log } = options;
  const found = new Map<string, Persona>();
  const files = await readdir(directory).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') log.warn({ reason: reasonOf(error) }, 'Personas cannot be read.');
    return [];
  });
  for (const file of files.toSorted()) {
    if (!file.endsWith('.md')) continue;
    const persona = await readOne(join(directory, file), NAME.exec(file)?.[1], options);
    if (persona) found.set(persona.name, persona);
  }
  return found;
}

async function readOne(
  path: string,
  name: string | undefined,
  { log, strategies }: PersonasOptions,
): Promise<Persona | null> {
  try {
    if (name === undefined) {
      throw new PromptFileError(path, 1, 'name the file in small letters, figures and "-", such as brief.md');
    }
    return readPersona(path, name, await readFile(path, 'utf8'), strategies);
  } catch (error) {
    if (error instanceof PromptFileError) {
      const { line, column } = error;
      log.warn({ file: path, line, column }, `${error.message}. The persona is left out.`);
    } else if (codeOf(error) !== 'ENOENT') {
      log.warn({ file: path, reason: reasonOf(error) }, 'A persona cannot be read: it is left out.');
    }
    return null;
  }
}

/** @throws PromptFileError with file, line and column */
export function readPersona(
  file: string,
  name: string,
  content: string,
  strategies: PersonasOptions['strategies'],
): Persona {
  const prompt = parseRole(file, content, 'persona');
  const titles = titlesIn(file, prompt.settings);
  if (prompt.body !== '') {
    const problem = 'write the instruction below the name of its language';
    throw new PromptFileError(file, prompt.bodyLine, problem, 1);
  }
  for (const [part, { line }] of prompt.parts) {
    if (LOCALES.some((locale) => locale.toLowerCase() === part)) continue;
    throw new PromptFileError(file, line, `"${part}" is no language: write ${LOCALES.join(', ')}`, 3);
  }
  const speech = LOCALES.map((locale): [Locale, Speech] => {
    const part = prompt.parts.get(locale.toLowerCase());
    if (!part) throw new PromptFileError(file, prompt.bodyLine, `there is no part "# ${locale}"`, 1);
    const speech = speechOf(file, prompt, part, locale);
    checkRoom(file, prompt, speech, strategies(locale), part.line);
    return [locale, speech];
  });
  return { name, titles, speech: Object.fromEntries(speech) as Persona['speech'] };
}

type Settings = ReturnType<typeof parseRole>['settings'];

function titlesIn(file: string, settings: Settings): Persona['titles'] {
  const names = LOCALES.map((locale) => `title-${locale}`);
  for (const [name, { number }] of settings) {
    if (name === 'role' || names.includes(name)) continue;
    throw new PromptFileError(file, number, `"${name}" is no setting: write ${names.join(', ')}`, 1);
  }
  const titles = LOCALES.map((locale, n): [Locale, string] => {
    const setting = settings.get(names[n] ?? '');
    if (!setting) throw new PromptFileError(file, 1, `the setting "title-${locale}" is missing`);
    if (setting.text.length <= LONGEST_TITLE) return [locale, setting.text];
    const problem = `a title has at most ${LONGEST_TITLE} characters`;
    throw new PromptFileError(file, setting.number, problem, setting.column);
  });
  return Object.fromEntries(titles) as Persona['titles'];
}
