import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Our packages are read as they are written, not as they were last built.
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'import', 'default'] } },
  test: {
    include: ['test/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
    globalSetup: ['test/setup/prepare.ts'],
    // Workers share the cores: threads of one evaluation that wait for each other would stall them all.
    env: { MODEL_THREADS: '1' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
