// Evaluated prompt prefixes on disk: a prefix is evaluated once a model and prompt, then only copied.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** States of older prompts that stay for switching back. */
const KEPT = 4;

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

export interface PrefixStates {
  /** True when `sequence` now holds exactly `tokens`. */
  load(sequence: LlamaContextSequence, tokens: readonly Token[]): Promise<boolean>;
  /** Rejects where there is no room for the file, which is then not there. */
  save(sequence: LlamaContextSequence): Promise<void>;
  close(): Promise<void>;
}

/** `key` names everything the states depend on but the tokens; without a directory they last as long as the process. */
export async function openPrefixStates(directory: string | undefined, key: string): Promise<PrefixStates> {
  if (directory !== undefined) await mkdir(directory, { recursive: true });
  const folder = directory ?? (await mkdtemp(join(tmpdir(), 'barometer-')));
  const fileOf = (tokens: readonly Token[]) =>
    join(folder, `${key}-${createHash('sha256').update(tokens.join()).digest('hex').slice(0, 16)}.state`);

  async function prune(): Promise<void> {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.state'));
    const files = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
    );
    const old = files.sort((a, b) => b.at - a.at).slice(KEPT);
    await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
  }

  return {
    async load(sequence, tokens) {
      const file = fileOf(tokens);
      const found = await utimes(file, new Date(), new Date()).then(
        () => true,
        () => false,
      );
      if (!found) return false;
      try {
        await sequence.loadStateFromFile(file, { acceptRisk: true });
      } catch {
        // Of another shape of context, or damaged: it is made anew, which is all that it could have saved.
        await rm(file, { force: true });
        return false;
      }
      const held = sequence.contextTokens;
      return held.length === tokens.length && held.every((token, i) => token === tokens[i]);
    },
    async save(sequence) {
      const file = fileOf(sequence.contextTokens);
      const part = `${file}.${process.pid}.part`;
      try {
        await sequence.saveStateToFile(part);
        await rename(part, file);
      } finally {
        await rm(part, { force: true });
      }
      await prune();
    },
    async close() {
      if (directory === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
