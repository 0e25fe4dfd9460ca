// The PyTorch baseline. It needs a Python with torch (BENCH_PYTHON, else python3).
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { z } from 'zod';

const figures = z.object({ medianMs: z.number(), perSecond: z.number(), perSecondBatched: z.number() });

export interface Baseline {
  /** Null where it could not run. */
  readonly figures: z.infer<typeof figures> | null;
  readonly reason: string;
}

/** `one` are measured one at a time, `many` in batches of 16. */
export async function measureTorch(
  model: string,
  texts: { readonly one: readonly string[]; readonly many: readonly string[] },
  threads: number,
  python: string,
): Promise<Baseline> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  try {
    const file = join(folder, 'texts.json');
    await writeFile(file, JSON.stringify(texts));
    const child = spawn(python, ['bench/baseline.py', model, file, String(threads)]);
    const ended = new Promise<number | null>((done) => {
      child.on('error', () => done(null));
      child.on('exit', done);
    });
    const [out, problems, code] = await Promise.all([readText(child.stdout), readText(child.stderr), ended]);
    if (code === 0) return { figures: figures.parse(JSON.parse(out)), reason: '' };
    return { figures: null, reason: problems.trim().split('\n').at(-1) || `${python} cannot be run` };
  } finally {
    await rm(folder, { recursive: true });
  }
}
