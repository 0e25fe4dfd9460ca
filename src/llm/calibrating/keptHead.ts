// The head that was fitted on this machine, in a file: one for each weights and prompt.
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, faultOf, makeFolder } from '../../files.ts';
import type { Log } from '../../log.ts';
import { parseCalibration, type Calibration, type CalibrationData } from '../calibration.ts';
import type { Question } from '../model.ts';
import { shortHash } from '../shortHash.ts';

/** Raise it when the same rows would give another head: what older code fitted is then fitted anew. */
const FORMAT = 1;

const made = z.object({
  /** What it was fitted for: the name of its file. */
  key: z.string(),
  /** As models are called, e.g. "qwen3-0.6b/q8_0". */
  preset: z.string(),
  prompt: z.string(),
  /** How many rows it was fitted on; hash of those that shipped; how many the operator added. */
  rows: z.number().int().positive(),
  shipped: z.string(),
  added: z.number().int().nonnegative(),
});

export type KeptData = z.infer<typeof made> & CalibrationData;

export interface KeptHead {
  readonly calibration: Calibration;
  readonly made: z.infer<typeof made>;
}

/** Heads of other models and prompts that stay, for switching back. */
const KEPT = 8;
const ENDING = '.json';

/** `weights`: the same for the same weights. */
export function keyOf(weights: string, { prefix, suffix, words }: Question): string {
  return shortHash(JSON.stringify([FORMAT, weights, prefix, suffix, words]));
}

/** Null where there is none; a broken or foreign file is removed, with a warning. */
export async function readHead(folder: string, key: string, log: Log): Promise<KeptHead | null> {
  const file = join(folder, `${key}${ENDING}`);
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    const about = made.parse(json);
    if (about.key !== key) throw new RangeError('it was fitted for another model or prompt');
    return { calibration: parseCalibration(json), made: about };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    log.warn(`${file} is no calibration of this model (${faultOf(error).reason}): it is made again`);
    await rm(file, { recursive: true, force: true });
    return null;
  }
}

/** Written whole or not at all. Rejects with an error that faultOf explains. */
export async function writeHead(folder: string, data: KeptData): Promise<void> {
  await makeFolder(folder);
  const file = join(folder, `${data.key}${ENDING}`);
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, `${JSON.stringify(data)}\n`);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
  await prune(folder);
}

/** All that are kept, the newest first. Broken ones are left out. */
export async function keptHeads(folder: string): Promise<KeptHead[]> {
  const heads = (await namesIn(folder)).map(async (file) => {
    try {
      const json: unknown = JSON.parse(await readFile(file, 'utf8'));
      return [{ calibration: parseCalibration(json), made: made.parse(json) }];
    } catch {
      return []; // whoever uses it removes it, with a warning
    }
  });
  return (await Promise.all(heads)).flat();
}

async function prune(folder: string): Promise<void> {
  await Promise.all((await namesIn(folder)).slice(KEPT).map((file) => rm(file, { force: true })));
}

/** The newest first; none where the folder is not there. */
async function namesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING));
  const dated = names.map(async (name) => {
    const file = join(folder, name);
    return { file, at: (await stat(file)).mtimeMs };
  });
  return (await Promise.all(dated)).sort((a, b) => b.at - a.at).map(({ file }) => file);
}
