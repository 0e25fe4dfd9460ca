// Stops, locks and who holds a job.
import { describe, expect, test } from 'vitest';
import { DAILY, DAY, DONE, GUILD, SECOND, aborted, later, until, watched } from './place.ts';
import type { Look, Stage } from './place.ts';

export function stoppingContract(stage: () => Stage, look: () => Look): void {
  describe('stopping and locks', () => {
    test('a run cut short by a stop is due again, as of the same moment', async () => {
      const cut = watched(async ({ signal }) => {
        await aborted(signal);
        return { kind: 'retry', reason: 'stopped' };
      });
      const scheduler = stage().scheduler([cut.job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await look().overdue(DAY);
      await scheduler.start();
      const { dueAt } = await cut.begun(1);
      await scheduler.stop();
      expect(await look().row()).toMatchObject({ nextRunAt: new Date(dueAt) });
      expect((await look().row()).lockedAt).toBeUndefined();
      const again = watched();
      const restarted = stage().scheduler([again.job]);
      await restarted.start();
      expect(await again.begun(1)).toMatchObject({ dueAt });
      expect(await restarted.failures()).toEqual([]);
    });

    test('a run that ignores the stop is left behind, unlocked and due; its end changes nothing', async () => {
      const { answer, finish } = later();
      const deaf = watched(() => answer);
      const scheduler = stage().scheduler([deaf.job], { timing: { drainMs: 50 } });
      await scheduler.schedule('job', GUILD, DAILY);
      const dueAt = await look().overdue(DAY);
      await scheduler.start();
      await deaf.begun(1);
      await scheduler.stop();
      finish(DONE);
      const again = watched();
      await stage().scheduler([again.job]).start();
      expect(await again.begun(1)).toMatchObject({ dueAt });
    });

    test('a long run keeps its lock: no other run of it begins, here or in another process', async () => {
      const { answer, finish } = later();
      const long = watched(() => answer);
      const idle = watched();
      const beat = watched(() => DONE, 'beat');
      const timing = { lockLifetimeMs: 1_200 };
      const here = stage().scheduler([long.job, beat.job], { timing });
      const there = stage().scheduler([idle.job], { timing });
      await here.schedule('job', GUILD, DAILY);
      await look().overdue(1_000);
      await here.schedule('beat', null, SECOND);
      await here.start();
      await long.begun(1);
      await there.start();
      // Three seconds: a lock would run out twice.
      await beat.begun(3);
      expect([long.runs.length, idle.runs.length]).toEqual([1, 0]);
      finish(DONE);
    });

    test('a run whose lock another process took is told by its signal, and leaves the job to the other', async () => {
      const robbed = watched(async ({ signal }) => {
        await aborted(signal);
        return DONE;
      });
      const scheduler = stage().scheduler([robbed.job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await look().overdue(1_000);
      await scheduler.start();
      const { signal } = await robbed.begun(1);
      const lockedAt = new Date(Date.now() + 60_000);
      await look().backend.repository.saveJobState(
        { ...(await look().row()), lockedAt },
        { lastModifiedBy: 'other' },
      );
      await aborted(signal);
      await scheduler.stop();
      expect(await look().row()).toMatchObject({ lockedAt, lastModifiedBy: 'other' });
    });

    test('what is locked ahead of its time is free again after a stop', async () => {
      const { job, runs } = watched();
      const scheduler = stage().scheduler([job], { timing: { processEveryMs: 60_000 } });
      await scheduler.schedule('job', GUILD, { everyMs: 60_000, timeZone: 'UTC' });
      await scheduler.start();
      await until(look().row, ({ lockedAt }) => lockedAt !== undefined);
      await scheduler.stop();
      expect((await look().row()).lockedAt).toBeUndefined();
      expect(runs).toEqual([]);
    });

    test('a start that a stop overtakes is refused, and runs nothing', async () => {
      const before = stage().scheduler([watched().job]);
      await before.schedule('job', GUILD, DAILY);
      await before.stop();
      await look().overdue(DAY);
      const { job, runs } = watched();
      const [cold, warm, late] = [job, job, job].map((one) => stage().scheduler([one]));
      await warm!.failures();
      const starts = [cold!.start(), warm!.start()];
      await Promise.all([cold!.stop(), warm!.stop(), late!.stop()]);
      starts.push(late!.start());
      const ends = await Promise.allSettled(starts);
      expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect((await look().row()).lockedAt).toBeUndefined();
      expect(runs).toEqual([]);
    });

    test('stopping twice, or before starting, does no harm', async () => {
      const scheduler = stage().scheduler([]);
      await scheduler.stop();
      await scheduler.stop();
    });
  });
}
