// The roles of a folder: every file that is not one of the bot's own. A broken one is named and left out.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../../errors.ts';
import { codeOf } from '../../files.ts';
import type { Log } from '../../log.ts';
import { PromptFileError } from '../promptFile.ts';
import type { Role } from './role.ts';
import { readRole, ROLE_NAME } from './roleFile.ts';

export interface RoleFolder {
  /** By name. */
  list(): readonly Role[];
  /** Reads a file again; what is broken leaves the role as it was. Never rejects. */
  refresh(fileName: string): Promise<void>;
}

/** `own`: files that are read by others. Throws where the folder cannot be read. */
export async function openRoleFolder(
  directory: string,
  own: ReadonlySet<string>,
  log: Log,
): Promise<RoleFolder> {
  const held = new Map<string, { readonly content: string; readonly role: Role | null }>();
  const nameOf = (fileName: string) => {
    const name = /^(.+)\.md$/.exec(fileName)?.[1];
    // Editors keep their own files beside: ".file.md.swp", "#file.md#".
    return name === undefined || own.has(fileName) || /^[.#~]/.test(name) ? null : name;
  };

  async function refresh(fileName: string): Promise<void> {
    const name = nameOf(fileName);
    if (name === null) return;
    const path = join(directory, fileName);
    const before = held.get(name);
    try {
      if (!ROLE_NAME.test(name)) {
        throw new PromptFileError(path, 1, 'name the file in small letters, figures and hyphens');
      }
      const content = await readFile(path, 'utf8');
      // While it is saved a file may be empty for a moment: more events follow.
      if ((content === '' && before?.role) || content === before?.content) return;
      held.set(name, { content, role: before?.role ?? null });
      if (content === '') {
        log.info({ file: path }, 'A role is empty: there is no such role until it is written.');
        return;
      }
      held.set(name, { content, role: readRole(path, content, name) });
      if (before) log.info({ file: path }, 'A role was saved: the new one is in force.');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        if (held.delete(name)) log.info({ file: path }, 'A role is gone.');
        return;
      }
      const stays = before?.role ? 'The old role stays.' : 'There is no such role until it is mended.';
      if (error instanceof PromptFileError) {
        log.warn({ file: path, line: error.line, column: error.column }, `${error.message}. ${stays}`);
      } else log.warn({ file: path, reason: reasonOf(error) }, `A role cannot be read. ${stays}`);
    }
  }

  for (const fileName of (await readdir(directory)).toSorted()) await refresh(fileName);
  return {
    list: () =>
      [...held.values()]
        .flatMap(({ role }) => (role ? [role] : []))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    refresh,
  };
}
