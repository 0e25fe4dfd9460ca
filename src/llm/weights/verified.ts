// Which files are known to be right: hashed once, remembered by size, time and inode in a small file beside them.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { codeOf } from '../../files.ts';

const record = z.object({
  sha256: z.string(),
  size: z.number(),
  mtimeMs: z.number(),
  inode: z.number(),
  source: z.string(),
});
export type VerifiedRecord = z.infer<typeof record>;

const recordFile = (path: string) => `${path}.verified.json`;

export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest('hex');
}

/** What was verified of the file as it is now; null when there is none or it changed since. */
export async function verifiedRecord(path: string): Promise<VerifiedRecord | null> {
  try {
    const known = record.safeParse(JSON.parse(await readFile(recordFile(path), 'utf8')));
    const { size, mtimeMs, ino } = await stat(path);
    if (!known.success) return null;
    const { data } = known;
    return data.size === size && data.mtimeMs === mtimeMs && data.inode === ino ? data : null;
  } catch (error) {
    if (/^(ENOENT|ENOTDIR|EISDIR)$/.test(codeOf(error)) || error instanceof SyntaxError) return null;
    throw error;
  }
}

export async function remember(path: string, sha256: string, source: string): Promise<void> {
  const { size, mtimeMs, ino } = await stat(path);
  const known: VerifiedRecord = { sha256, size, mtimeMs, inode: ino, source };
  const part = `${recordFile(path)}.${process.pid}`;
  await writeFile(part, JSON.stringify(known));
  await rename(part, recordFile(path));
}

/** Gives `part` its name once it lies on the disk: after a power cut a hole in it would be taken for what was verified. */
export async function putInPlace(part: string, target: string): Promise<void> {
  const file = await open(part, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, target);
}
