// K-quants of narrow models are slow: an IQ4_NL of the file is made once, beside it, and used from then on. It is as fast
// as Q4_0 with about half the squared error, since its levels stand close where weights are many.
import { rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../../../errors.ts';
import { alone } from '../../../fileLock.ts';
import type { Log } from '../../../log.ts';
import { createProgress, type Terminal } from '../progress.ts';
import { weightsLock } from '../cacheDir.ts';
import { remember, verifiedRecord } from '../verified.ts';
import { isFasterAsIQ4, systemInfo } from './features.ts';
import { rewriteInThread } from './thread.ts';

/** Raise it when the same file would become another one: what older code made is then made anew. */
const VERSION = 2;

export interface RequantiseOptions {
  /** A K-quant that was verified, and its hash. */
  readonly path: string;
  readonly sha256: string;
  readonly log: Log;
  readonly terminal: Terminal | null;
  readonly signal?: AbortSignal | undefined;
  /** What the runtime says of the processor; asked of llama.cpp unless given. */
  readonly system?: () => Promise<string>;
  /** Free bytes on the disk of a folder, and of memory; the system's unless given. */
  readonly freeDisk?: (folder: string) => Promise<number>;
  readonly freeMemory?: () => number;
}

export interface Requantised {
  readonly path: string;
  readonly sha256: string;
}

export const requantisedPath = (path: string) => `${path.replace(/\.gguf$/i, '')}.made-iq4_nl.gguf`;
const partOf = (target: string) => `${target}.part`;

/**
 * The IQ4_NL of a file: the one that was made before, or a new one. Null where the file is better used as it is, which one
 * line of the log explains. Rejects only where `signal` is aborted.
 */
export async function requantised(options: RequantiseOptions): Promise<Requantised | null> {
  const { path, sha256, log, signal } = options;
  const target = requantisedPath(path);
  const maker = `made here of ${sha256} (version ${VERSION})`;
  try {
    const known = await madeBefore(target, maker);
    if (known) return known;
    const obstacle = await obstacleTo(options);
    if (obstacle !== null) {
      log.info(`${path} is used as it is: ${obstacle}`);
      return null;
    }
    const onWait = () => log.info(`Another process makes a faster form of ${path}: waiting for it`);
    return await alone(
      weightsLock(dirname(target)),
      { signal, onWait },
      async () =>
        (await madeBefore(target, maker)) ?? { path: target, sha256: await make(target, maker, options) },
    );
  } catch (error) {
    signal?.throwIfAborted();
    log.warn(`No faster form of ${path} could be made (${reasonOf(error)}): it is used as it is`);
    return null;
  }
}

async function madeBefore(target: string, maker: string): Promise<Requantised | null> {
  const known = await verifiedRecord(target);
  return known?.source === maker ? { path: target, sha256: known.sha256 } : null;
}

/** What the thread holds beside the program, in bytes: the head of the file, some floats, its own heap. */
const MEMORY = 200e6;
/** The new file against the old one, at most: the embedding layer grows. */
const GROWTH = 1.2;

async function obstacleTo(options: RequantiseOptions): Promise<string | null> {
  const {
    path,
    system = systemInfo,
    freeDisk = freeOn,
    freeMemory = () => process.availableMemory(),
  } = options;
  const needed = (await stat(path)).size * GROWTH;
  // A new attempt takes the place of what a killed one left.
  const left = await stat(partOf(requantisedPath(path))).catch(() => null);
  const free = (await freeDisk(dirname(path))) + (left?.size ?? 0);
  if (free < needed) {
    return `a faster form needs ${megabytes(needed)} MB of disk, ${megabytes(free)} MB are free`;
  }
  const memory = freeMemory();
  if (memory < MEMORY) {
    return `making a faster form needs ${megabytes(MEMORY)} MB of memory, ${megabytes(memory)} MB are free`;
  }
  return isFasterAsIQ4(await system()) ? null : 'this processor gains nothing from another form';
}

async function make(target: string, maker: string, options: RequantiseOptions): Promise<string> {
  const { path, log, terminal, signal } = options;
  log.info(`Making a faster form of ${path}, once`);
  const part = partOf(target);
  const progress = createProgress('IQ4_NL', log, terminal);
  try {
    const sha256 = await rewriteInThread({ source: path, target: part }, progress, signal);
    await rename(part, target);
    await remember(target, sha256, maker);
    return sha256;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    progress.end();
  }
}

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
