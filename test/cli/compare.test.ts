// `barometer compare`: what it measures with a real small model, and what it prints.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { comparison } from '../../src/cli/comparison.ts';
import { measure, measured, readBehaviour } from '../../src/cli/measure.ts';
import { readConversations } from '../../src/cli/talk/conversations.ts';
import { selection } from '../../src/cli/talk/selection.ts';
import { openBrain } from '../../src/compose/brain.ts';
import { parseConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';

it(
  'measures how often a model is right, how fast it is and what it holds',
  { timeout: 240_000 },
  async () => {
    const rows = await readBehaviour();
    const some = rows.filter((_, i) => i % 20 === 0);
    expect(new Set(some.map(({ language }) => language))).toContain('zh-CN');
    const config = parseConfig({ MODEL: 'smollm2-135m', MODEL_THREADS: '1' });
    const brain = await openBrain(config, silentLog, { MODEL_CACHE_DIR: inject('weights').cacheDir });
    try {
      const found = await measure(brain, {
        rows: some,
        conversations: selection(await readConversations())
          .filter(({ turns }) => turns.length === 1)
          .slice(0, 4),
        tellsInstruction: () => false,
        now: () => performance.now(),
        peakMemory: () => process.resourceUsage().maxRSS * 1024,
        signal: new AbortController().signal,
      });
      expect(measured.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
      expect(found).toMatchObject({ model: 'smollm2-135m/q4_1', calibrated: true });
      expect(found.right.english).toBeGreaterThan(0.5);
      expect(found.messageMs).toBeGreaterThan(1);
      expect(found.perSecond).toBeGreaterThan(0);
      expect(found.firstTokenMs).toBeGreaterThan(1);
      expect(found.tokensPerSecond).toBeGreaterThan(0);
      expect([0, 0.25, 0.5, 0.75, 1]).toContain(found.chat);
      expect(found.memoryMB).toBeGreaterThan(100);
    } finally {
      await brain.close();
    }
  },
);

it('says what to do where the rows are not there', async () => {
  await expect(readBehaviour(new URL('file:///nowhere/'))).rejects.toThrow(
    '/nowhere/ cannot be read (it is not there): run this in a checkout of the project.',
  );
});

it('prints one line for each model, in columns', () => {
  const figures = {
    right: { all: 0.8126, english: 1, chinese: 0.5 },
    chat: 0.7,
    ...{ messageMs: 72.2, perSecond: 15.24, firstTokenMs: 107.4, tokensPerSecond: 41.1, memoryMB: 767.4 },
  };
  const table = comparison([
    { model: 'qwen2.5-coder-0.5b/q4_0', calibrated: true, ...figures },
    { model: 'x', calibrated: false, ...figures, memoryMB: 1234 },
  ]);
  expect(table.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    [
      ...['model', 'judged right', 'en', 'zh', 'turns held', 'one message, ms', 'messages/s'],
      ...['first words, ms', 'tokens/s', 'memory, MB'],
    ],
    ['qwen2.5-coder-0.5b/q4_0', '.813', '1.000', '.500', '.700', '72', '15.2', '107', '41.1', '767'],
    ['x (uncalibrated)', '.813', '1.000', '.500', '.700', '72', '15.2', '107', '41.1', '1234'],
  ]);
  expect(new Set(table.split('\n').map(({ length }) => length)).size).toBe(1);
});

it('says in one line which model could not be measured', async () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['dist/cli/barometer.js', 'compare', ...args], {
      env: { ...process.env, LOG_LEVEL: 'warn' },
    });
  await expect(run()).rejects.toMatchObject({
    stderr: expect.stringMatching(/^compare needs one MODEL/) as string,
  });
  await expect(run('gpt')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/MODEL: "gpt" is no model.*\n.*gpt was not measured/) as string,
  });
});
