// The board: what is scheduled, and runs that do not wait for their time.
import { describe, expect, test } from 'vitest';
import { DAILY, GUILD, OTHER, SECOND, later, until, watched } from './place.ts';
import type { Look, Stage } from './place.ts';

const EVERY = { name: undefined, state: undefined, skip: 0, limit: 50 };

export function boardContract(stage: () => Stage, look: () => Look): void {
  describe('the board', () => {
    test('lists the jobs of all servers with their schedules, those that run last first, by name and by the page', async () => {
      const scheduler = stage().scheduler([watched().job, watched(undefined, 'other').job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await scheduler.schedule('job', OTHER, DAILY);
      await scheduler.schedule('other', null, SECOND);
      const { jobs, total } = await scheduler.list(EVERY);
      expect(total).toBe(3);
      expect(jobs.map(({ name, guildId }) => [name, guildId])).toEqual(
        expect.arrayContaining([
          ['job', GUILD],
          ['job', OTHER],
          ['other', null],
        ]),
      );
      expect(jobs.at(-1)).toMatchObject({
        ...{ name: 'other', guildId: null, schedule: SECOND, state: 'repeating' },
        ...{ lastRunAt: null, lockedAt: null, failure: null },
      });
      expect(jobs[0]?.nextRunAt).toBeGreaterThan(jobs.at(-1)!.nextRunAt!);
      const named = await scheduler.list({ ...EVERY, name: 'job', skip: 1 });
      expect([named.total, named.jobs.length, named.jobs[0]?.name]).toEqual([2, 1, 'job']);
      expect(await scheduler.counts()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'job', total: 2, repeating: 2, failed: 0 }),
          expect.objectContaining({ name: 'other', total: 1, repeating: 1 }),
        ]),
      );
    });

    test('shows a job that failed by its state and its reason', async () => {
      const { job, begun } = watched(() => ({ kind: 'retry', reason: 'channel is gone' }));
      const scheduler = stage().scheduler([job], { timing: { retries: 0 } });
      await scheduler.schedule('job', GUILD, DAILY);
      await look().overdue(1_000);
      await scheduler.start();
      await begun(1);
      const { jobs } = await until(
        () => scheduler.list({ ...EVERY, state: 'failed' }),
        ({ total }) => total === 1,
      );
      expect(jobs[0]?.failure).toMatchObject({ reason: 'channel is gone', failures: 1 });
    });

    test('runs a job at once, and leaves its schedule', async () => {
      const { job, begun } = watched();
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await scheduler.schedule('job', OTHER, DAILY);
      const [chosen] = (await scheduler.list(EVERY)).jobs;
      expect(await scheduler.runNow([chosen!.id])).toBe(1);
      await scheduler.start();
      expect((await begun(1)).guildId).toBe(chosen!.guildId);
      const after = await until(
        async () => (await scheduler.list(EVERY)).jobs.find(({ id }) => id === chosen!.id),
        (found) => found?.lockedAt === null && found.lastFinishedAt !== null,
      );
      expect(after).toMatchObject({ schedule: DAILY, nextRunAt: chosen!.nextRunAt });
    });

    test('does not run what runs already, what is gone, or what nobody named', async () => {
      const { answer, finish } = later();
      const { job, begun, runs } = watched(() => answer);
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, DAILY);
      const { _id } = await look().row();
      await look().overdue(1_000);
      await scheduler.start();
      await begun(1);
      expect(await scheduler.runNow([String(_id)])).toBe(0);
      finish({ kind: 'done' });
      await until(look().row, ({ lockedAt }) => !lockedAt);
      expect(await scheduler.runNow([])).toBe(0);
      expect(await scheduler.runNow(['nothing-of-this-name'])).toBe(0);
      await scheduler.cancel('job', GUILD);
      expect(await scheduler.runNow([String(_id)])).toBe(0);
      expect(runs).toHaveLength(1);
    });
  });
}
