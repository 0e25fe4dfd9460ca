// Evaluated prompt prefixes on disk: a prefix is evaluated once a model and prompt, then only copied.
import { createHash } from 'node:crypto';
import { access, constants, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { faultOf, makeFolder, makeTempFolder } from '../../files.ts';
import type { Log } from '../../log.ts';
import { sha256Of } from '../weights/verified.ts';
import { shortHash } from '../shortHash.ts';

/** States of the prompts used last that stay for switching back; 4 to 8 MB each. */
const KEPT = 12;
const ENDING = '.state';

/**
 * Tells model files apart without reading them whole: a state loaded into another model may crash the
 * process. Its size, its head (metadata) and 16 samples of the weights.
 */
export async function fingerprint(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256').update(String(size));
    const block = Buffer.alloc(64 * 1024);
    for (let i = 0; i < 32; i += 1) {
      const at = i < 16 ? i * block.length : Math.floor((size / 17) * (i - 15));
      const { bytesRead } = await file.read(block, 0, block.length, at);
      hash.update(block.subarray(0, bytesRead));
    }
    return hash.digest('hex').slice(0, 16);
  } finally {
    await file.close();
  }
}

/** States of one kind of context: no other kind can read them. */
export interface KeptStates {
  /** True when `sequence` now holds exactly `tokens`. */
  load(sequence: LlamaContextSequence, tokens: readonly Token[]): Promise<boolean>;
  /** Rejects where there is no room for the file, which is then not there. */
  save(sequence: LlamaContextSequence): Promise<void>;
}

export interface PrefixStates {
  readonly judging: KeptStates;
  readonly chat: KeptStates;
  close(): Promise<void>;
}

/**
 * `key` names everything the states depend on but the tokens. Without a directory, or with one that can't be used, they
 * last as long as the process.
 * @throws TempFolderError where there is no room for them at all
 */
export async function openPrefixStates(
  directory: string | undefined,
  key: string,
  log: Pick<Log, 'warn'>,
): Promise<PrefixStates> {
  const kept = directory === undefined ? null : await keptFolder(directory, log);
  const folder = kept ?? (await makeTempFolder('barometer-'));
  const files = checkedFiles();
  /** What the file of these tokens is called; the hash of its bytes follows. */
  const stemOf = (kind: string, tokens: readonly Token[]) => `${kind}-${shortHash(tokens.join())}-`;
  /** A damaged state may crash native code or hold nonsense: none is loaded whose bytes changed. */
  async function loadFile(sequence: LlamaContextSequence, file: string): Promise<boolean> {
    try {
      if (!(await files.isRight(file))) throw new RangeError('its bytes changed');
      await sequence.loadStateFromFile(file, { acceptRisk: true });
      return true;
    } catch {
      // Damaged, of another shape of context, or no file: it is made anew, which is all that it could have saved.
      await remove(file);
      return false;
    }
  }

  const statesOf = (kind: string): KeptStates => ({
    async load(sequence, tokens) {
      const names = (await statesIn(folder)).filter((name) => name.startsWith(stemOf(kind, tokens)));
      for (const name of names) {
        if (!(await loadFile(sequence, join(folder, name)))) continue;
        const held = sequence.contextTokens;
        if (held.length !== tokens.length || held.some((token, i) => token !== tokens[i])) continue;
        await files.trust(join(folder, name)); // used last
        return true;
      }
      return false;
    },
    async save(sequence) {
      const name = stemOf(kind, sequence.contextTokens);
      const part = join(folder, `${name}${process.pid}.part`);
      try {
        await sequence.saveStateToFile(part);
        const file = join(folder, `${name}${await sha256Of(part)}${ENDING}`);
        await rename(part, file);
        await files.trust(file);
      } finally {
        await rm(part, { force: true });
      }
      await prune(folder);
    },
  });

  return {
    judging: statesOf(key),
    chat: statesOf(`${key}-chat`),
    async close() {
      if (kept === null) await remove(folder);
    },
  };
}

/** None where the folder is gone. */
const statesIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING));

/** Leaves the newest. */
async function prune(folder: string): Promise<void> {
  const all = await Promise.all(
    (await statesIn(folder)).map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = all.sort((a, b) => b.at - a.at).slice(KEPT);
  await Promise.all(old.map(({ name }) => remove(join(folder, name))));
}

/** Files that are right: their names end with the hash of their bytes. */
function checkedFiles() {
  /** When this process last found a file right, by the time of change that it gave it: it is not hashed again for every copy. */
  const trusted = new Map<string, number>();
  async function trust(file: string): Promise<void> {
    await utimes(file, new Date(), new Date());
    trusted.set(file, (await stat(file)).mtimeMs);
  }
  async function isRight(file: string): Promise<boolean> {
    if (trusted.get(file) === (await stat(file)).mtimeMs) return true;
    if (!file.endsWith(`-${await sha256Of(file)}${ENDING}`)) return false;
    await trust(file);
    return true;
  }
  return { trust, isRight };
}

/** Null, with a warning, where it can't be used: what is kept there only saves time. */
async function keptFolder(directory: string, log: Pick<Log, 'warn'>): Promise<string | null> {
  try {
    await makeFolder(directory);
    await access(directory, constants.R_OK | constants.W_OK);
    return directory;
  } catch (error) {
    const { reason, mend } = faultOf(error);
    log.warn(
      `Evaluated prompts cannot be kept in ${directory} (${reason}): ${mend}. Until then each start evaluates them again.`,
    );
    return null;
  }
}

const remove = (path: string) => rm(path, { recursive: true, force: true });
