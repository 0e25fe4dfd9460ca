// Uploaded files: in memory, and in a folder beside the snapshot where there is one.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, isNoFile } from '../errors.ts';
import { snowflake } from '../snowflake.ts';

const isId = (text: string) => snowflake.safeParse(text).success;

export class Files {
  readonly #held = new Map<string, Uint8Array>();
  readonly #folder: string | undefined;

  constructor(folder?: string) {
    this.#folder = folder;
  }

  async put(id: string, bytes: Uint8Array): Promise<void> {
    this.#held.set(id, bytes);
    if (!this.#folder) return;
    await makeFolder(this.#folder);
    await writeFile(join(this.#folder, id), bytes);
  }

  /** Undefined where there is no such file. */
  async get(id: string): Promise<Uint8Array | undefined> {
    const held = this.#held.get(id);
    if (held || !this.#folder || !isId(id)) return held;
    try {
      return await readFile(join(this.#folder, id));
    } catch (error) {
      if (isNoFile(error)) return undefined;
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    this.#held.delete(id);
    if (this.#folder && isId(id)) await rm(join(this.#folder, id), { force: true });
  }
}

/** Makes a folder and those above it. Node's own recursive option never returns where the system refuses one, as in /proc. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}
