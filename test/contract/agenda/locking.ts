// Locks, the order of what is next, and the marks that a run leaves.
import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND, ago, ahead, job } from './fixtures.ts';
import type { Bench } from './fixtures.ts';

export function lockingContract(bench: () => Bench): void {
  describe('locking', () => {
    test('a job is locked once, and not where it has moved or is disabled', async () => {
      const saved = await bench().save();
      expect(await bench().jobs.lockJob({ ...saved, nextRunAt: ahead(MINUTE) }, undefined)).toBeUndefined();
      expect(await bench().jobs.lockJob(saved, { lastModifiedBy: 'me' })).toMatchObject({
        lastModifiedBy: 'me',
      });
      expect(await bench().jobs.lockJob(saved, undefined)).toBeUndefined();
      const disabled = await bench().save({ disabled: true });
      expect(await bench().jobs.lockJob(disabled, undefined)).toBeUndefined();
    });

    test('unlocking one spares a job that runs its last time; unlocking by id does not', async () => {
      const waiting = await bench().save({ lockedAt: new Date() });
      const last = await bench().save({ lockedAt: new Date(), nextRunAt: null });
      await bench().jobs.unlockJob(waiting);
      await bench().jobs.unlockJob(last);
      expect((await bench().read(waiting)).lockedAt).toBeUndefined();
      expect((await bench().read(last)).lockedAt).toBeInstanceOf(Date);
      await bench().jobs.unlockJobs([String(last._id)]);
      expect((await bench().read(last)).lockedAt).toBeUndefined();
    });

    test('the earliest due job is next, of two due at once the one of higher priority, then the older', async () => {
      const at = ago(MINUTE);
      await bench().save({ nextRunAt: at, data: 'low' });
      await bench().save({ nextRunAt: at, priority: 10, data: 'high' });
      await bench().save({ nextRunAt: ago(2 * MINUTE), priority: -20, data: 'earliest' });
      await bench().save({ name: 'other', nextRunAt: ago(9 * MINUTE) });
      const order = [await bench().next(), await bench().next(), await bench().next()].map(
        (found) => found?.data,
      );
      expect(order).toEqual(['earliest', 'high', 'low']);
      expect(await bench().next()).toBeUndefined();
    });

    test('a job is locked ahead of time when it is due before the next scan, and not sooner', async () => {
      await bench().save({ nextRunAt: ahead(4 * SECOND), data: 'soon' });
      await bench().save({ nextRunAt: ahead(MINUTE), data: 'later' });
      expect((await bench().next('job', 'me'))?.data).toBe('soon');
      expect(await bench().next()).toBeUndefined();
    });

    test('a lock is the lock of who took it, from the moment given', async () => {
      const saved = await bench().save({ nextRunAt: ago(2 * MINUTE) });
      const now = ago(MINUTE);
      expect(await bench().next('job', 'me', now)).toMatchObject({ lockedAt: now, lastModifiedBy: 'me' });
      expect((await bench().read(saved)).lockedAt).toEqual(now);
    });

    test('a lock older than its life is taken over, even of a job without a next run', async () => {
      await bench().save({ nextRunAt: null, lockedAt: ago(11 * MINUTE), lastModifiedBy: 'crashed' });
      expect(await bench().next('job', 'me')).toMatchObject({ lastModifiedBy: 'me', nextRunAt: null });
      await bench().save({ name: 'fresh', lockedAt: ago(9 * MINUTE) });
      expect(await bench().next('fresh')).toBeUndefined();
    });
  });

  describe('state', () => {
    test('a run leaves its marks, and only those', async () => {
      const saved = await bench().save({ data: { kept: true }, repeatInterval: '1 hour' });
      const state = {
        lockedAt: ago(3 * SECOND),
        lastRunAt: ago(2 * SECOND),
        lastFinishedAt: ago(SECOND),
        failedAt: ago(SECOND),
        failCount: 2,
        failReason: 'broken',
        progress: 50,
        nextRunAt: ahead(MINUTE),
      };
      await bench().jobs.saveJobState(
        { ...saved, ...state, data: 'lost', priority: 9 },
        { lastModifiedBy: 'me' },
      );
      expect(await bench().read(saved)).toMatchObject({
        ...state,
        data: { kept: true },
        priority: 0,
        lastModifiedBy: 'me',
      });
      await bench().jobs.saveJobState({ ...saved, nextRunAt: null }, undefined);
      const cleared = await bench().read(saved);
      expect(cleared.nextRunAt).toBeNull();
      for (const field of ['lockedAt', 'lastRunAt', 'failReason', 'failCount', 'progress'] as const) {
        expect(cleared[field]).toBeUndefined();
      }
    });

    test('the state of a job that is gone, or has no id, cannot be saved', async () => {
      const saved = await bench().save();
      await bench().jobs.removeJobs({ id: String(saved._id) });
      await expect(bench().jobs.saveJobState(saved, undefined)).rejects.toThrow();
      await expect(bench().jobs.saveJobState(job(), undefined)).rejects.toThrow();
    });
  });

  describe('for our scheduler', () => {
    test('a job and guild are unique, while jobs without a guild are not', async () => {
      await bench().backend.uniqueByGuild();
      await bench().backend.uniqueByGuild();
      await bench().save({ data: { guild: '1' } });
      await expect(bench().save({ data: { guild: '1' } })).rejects.toThrow();
      await bench().save({ data: { guild: '2' } });
      await bench().save({ name: 'other', data: { guild: '1' } });
      await bench().save();
      await bench().save();
      expect((await bench().jobs.queryJobs()).total).toBe(5);
    });

    test('new times leave a lock and counts alone', async () => {
      const saved = await bench().save({ lockedAt: new Date(), failCount: 3, data: { guild: '1' } });
      const times = { repeatInterval: '0 9 * * *', repeatTimezone: 'Asia/Tokyo', nextRunAt: ahead(MINUTE) };
      if (saved._id) await bench().backend.retime(saved._id, times);
      expect(await bench().read(saved)).toMatchObject({ ...times, failCount: 3, lockedAt: saved.lockedAt });
    });
  });
}
