// The prompts in force: read from files, read again when they are saved, never replaced by a broken one.
import { watch as watchFolder, type FSWatcher } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BarometerError, reasonOf } from '../errors.ts';
import { codeOf, faultOf } from '../files.ts';
import type { Log } from '../log.ts';
import { PromptFileError } from './promptFile.ts';
import { readAssistant, type AssistantPrompt } from './assistantPrompt.ts';
import type { Role } from './role/role.ts';
import { openRoleFolder } from './role/roleFolder.ts';
import {
  readAnalyst,
  readWriter,
  WRITING_ROLES,
  type AnalystPrompt,
  type WriterPrompt,
  type WritingRole,
} from './roles.ts';

class PromptMissingError extends BarometerError {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(
      `${file} cannot be read (${faultOf(cause).reason}): restore it from the project's prompts folder.`,
      {
        cause,
      },
    );
  }
}

export interface Prompts {
  analyst(): AnalystPrompt;
  assistant(): AssistantPrompt;
  writer(role: WritingRole): WriterPrompt;
  /** All others that lie in the folder, by name; whoever runs the bot may add some. */
  roles(): readonly Role[];
  /** Calls `heard` whenever a file was saved and read again, until the function that is returned is called. */
  onSave(heard: () => void): () => void;
  close(): void;
}

export interface PromptsOptions {
  readonly directory: string;
  readonly log: Log;
  /** Read a file again when it is saved. */
  readonly watch: boolean;
}

interface Held<T> {
  value: T;
  content: string;
}

/** @throws PromptMissingError or PromptFileError: at the start every file that the bot itself needs must be right */
export async function openPrompts({ directory, log, watch }: PromptsOptions): Promise<Prompts> {
  const analyst = await openFile(directory, 'analyst.md', readAnalyst);
  const assistant = await openFile(directory, 'assistant.md', readAssistant);
  const writers = new Map<WritingRole, Held<WriterPrompt>>();
  const reread = new Map([
    ['analyst.md', () => refresh(directory, 'analyst.md', readAnalyst, analyst, log)],
    ['assistant.md', () => refresh(directory, 'assistant.md', readAssistant, assistant, log)],
  ]);
  for (const role of WRITING_ROLES) {
    const name = `${role}.md`;
    const read: Read<WriterPrompt> = (file, content) => readWriter(file, content, role);
    const held = await openFile(directory, name, read);
    writers.set(role, held);
    reread.set(name, () => refresh(directory, name, read, held, log));
  }
  const roles = await openRoleFolder(directory, new Set(reread.keys()), log);
  // The folder is watched, not the files: editors that save by renaming replace the file itself.
  const queues = new Map<string, Promise<void>>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const heard of listeners) heard();
  };
  const unwatched = (error: unknown) =>
    log.warn({ reason: reasonOf(error) }, 'Prompts are no longer watched: restart after changing them.');
  const changed = (name: string | null) => {
    if (name === null) return;
    const read = reread.get(name) ?? (() => roles.refresh(name));
    queues.set(name, (queues.get(name) ?? Promise.resolve()).then(read).then(tell));
  };
  const watcher = watch ? watchedFolder(directory, changed, unwatched) : undefined;
  return {
    analyst: () => analyst.value,
    assistant: () => assistant.value,
    writer(role) {
      const held = writers.get(role);
      if (!held) throw new RangeError(`No such role: ${role}`);
      return held.value;
    },
    roles: () => roles.list(),
    onSave(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    close: () => watcher?.close(),
  };
}

/** Undefined where the system has no watch left to give. */
export function watchedFolder(
  directory: string,
  changed: (name: string | null) => void,
  unwatched: (error: unknown) => void,
): FSWatcher | undefined {
  try {
    const watcher = watchFolder(directory, { persistent: false }, (_event, name) => changed(name));
    return watcher.on('error', unwatched);
  } catch (error) {
    unwatched(error);
    return undefined;
  }
}

type Read<T> = (file: string, content: string) => T;

async function openFile<T>(directory: string, name: string, read: Read<T>): Promise<Held<T>> {
  const path = join(directory, name);
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new PromptMissingError(path, error);
  });
  return { value: read(path, content), content };
}

async function refresh<T>(
  directory: string,
  name: string,
  read: Read<T>,
  held: Held<T>,
  log: Log,
): Promise<void> {
  const path = join(directory, name);
  try {
    const content = await readFile(path, 'utf8');
    // Between truncation and writing, and between removal and renaming, there is nothing to read: more events follow.
    if (content === '' || content === held.content) return;
    held.content = content;
    held.value = read(path, content);
    log.info({ file: path }, 'A prompt was saved: the new one is in force.');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (error instanceof PromptFileError) {
      log.warn(
        { file: path, line: error.line, column: error.column },
        `${error.message}. The old prompt stays.`,
      );
    } else {
      log.warn({ file: path, reason: reasonOf(error) }, 'A prompt cannot be read. The old one stays.');
    }
  }
}
