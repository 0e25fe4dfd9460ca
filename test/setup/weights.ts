// Fetches the small weights for every test, with the project's own fetcher and cache. It is never skipped.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createLog } from '../../src/log.ts';
import { modelCacheDir } from '../../src/llm/weights/cacheDir.ts';
import { fetchWeights } from '../../src/llm/weights/fetch.ts';
import { PRESETS } from '../../src/llm/weights/presets.ts';
import { requantisedPath } from '../../src/llm/weights/requantise/requantised.ts';
import { verifiedRecord } from '../../src/llm/weights/verified.ts';

interface WeightsForTests {
  /** SmolLM2-135M: always there. */
  readonly small: string;
  /** A file of the default preset, the faster form if it was made, where one was fetched before. */
  readonly large: string | null;
  readonly cacheDir: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    weights: WeightsForTests;
  }
}

export async function weights(project: TestProject): Promise<() => Promise<void>> {
  const { env: variables, platform } = process;
  const cacheDir = modelCacheDir({ platform, home: homedir(), variables });
  const small = await fetchWeights({
    model: 'smollm2-135m',
    cacheDir,
    hfEndpoint: 'https://huggingface.co',
    log: createLog('warn', false),
  });
  project.provide('weights', { small: small.path, large: await cachedLarge(cacheDir), cacheDir });
  // They stay in the cache: fetched once, used by every run.
  return () => Promise.resolve();
}

async function cachedLarge(cacheDir: string): Promise<string | null> {
  const preset = PRESETS[0];
  for (const { file } of preset?.files ?? []) {
    const path = join(cacheDir, file);
    for (const made of [requantisedPath(path), path]) if (await verifiedRecord(made)) return made;
  }
  return null;
}
