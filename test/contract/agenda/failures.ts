// Jobs that fail: tried again, then shown.
import { describe, expect, test } from 'vitest';
import { DAILY, DONE, GUILD, OTHER, SECOND, aborted, until, watched } from './place.ts';
import type { Look, Stage } from './place.ts';

export function failuresContract(stage: () => Stage, look: () => Look): void {
  describe('failures', () => {
    test('a job that throws is tried again soon, and is shown until it succeeds', async () => {
      const fails = watched(({ dueAt }) => {
        if (fails.runs.length === 1) throw new Error(`broken at ${dueAt}`);
        return DONE;
      });
      const scheduler = stage().scheduler([fails.job], { timing: { retryMs: 300 } });
      await scheduler.schedule('job', GUILD, DAILY);
      const dueAt = await look().overdue(1_000);
      await scheduler.start();
      await fails.begun(1);
      const shown = await until(
        () => scheduler.failures(),
        (found) => found.length > 0,
      );
      expect(shown).toMatchObject([
        { name: 'job', guildId: GUILD, reason: `broken at ${dueAt}`, failures: 1 },
      ]);
      await fails.begun(2);
      await scheduler.stop();
      expect(await stage().scheduler([fails.job]).failures()).toEqual([]);
    });

    test('after a bounded number of tries it waits for its next regular time', async () => {
      const { job, begun, runs } = watched(() => ({ kind: 'retry', reason: 'channel is gone' }));
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', null, DAILY);
      await look().overdue(1_000);
      await scheduler.start();
      await begun(3);
      await until(look().row, ({ failCount, lockedAt }) => failCount === 3 && !lockedAt);
      await scheduler.stop();
      expect(runs).toHaveLength(3);
      expect((await look().row()).nextRunAt?.toISOString()).toMatch(/T03:30:00.000Z$/);
      expect(await stage().scheduler([job]).failures()).toMatchObject([
        { guildId: null, reason: 'channel is gone', failures: 3 },
      ]);
    });

    test('a failure is still shown after a stop that cuts its next try short', async () => {
      const fails = watched(async ({ signal }) => {
        if (fails.runs.length === 2) await aborted(signal);
        return { kind: 'retry', reason: 'broken' };
      });
      const scheduler = stage().scheduler([fails.job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await look().overdue(1_000);
      await scheduler.start();
      await fails.begun(2);
      await scheduler.stop();
      expect(await stage().scheduler([fails.job]).failures()).toMatchObject([
        { failures: 1, reason: 'broken' },
      ]);
    });

    test('what failed last is shown first', async () => {
      const { job, begun } = watched(({ guildId }) => ({ kind: 'retry', reason: String(guildId) }));
      const scheduler = stage().scheduler([job], { timing: { retries: 0 } });
      await scheduler.start();
      await scheduler.schedule('job', GUILD, SECOND);
      await begun(1);
      await scheduler.cancel('job', OTHER);
      await scheduler.schedule('job', OTHER, SECOND);
      await begun(4);
      await scheduler.stop();
      const shown = await stage().scheduler([job]).failures();
      expect(shown).toHaveLength(2);
      expect(shown.map(({ failedAt }) => failedAt)).toEqual(
        shown.map(({ failedAt }) => failedAt).sort((a, b) => b - a),
      );
    });
  });
}
