// Finding, counting, removing and disabling jobs.
import type { JobParameters } from 'agenda';
import { beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND, ago, ahead } from './fixtures.ts';
import type { Bench } from './fixtures.ts';

export function readingContract(bench: () => Bench): void {
  describe('reading', () => {
    const names = (found: { jobs: JobParameters[] }) => found.jobs.map(({ name }) => name);

    test('jobs are found by name, names, id, ids and a part of the name', async () => {
      const a = await bench().save({ name: 'Report a' });
      const b = await bench().save({ name: 'report_b' });
      await bench().save({ name: 'alert' });
      expect(names(await bench().jobs.queryJobs({ name: 'alert' }))).toEqual(['alert']);
      expect((await bench().jobs.queryJobs({ names: ['alert', 'report_b'] })).total).toBe(2);
      expect(names(await bench().jobs.queryJobs({ id: String(a._id) }))).toEqual(['Report a']);
      expect((await bench().jobs.queryJobs({ ids: [String(a._id), String(b._id)] })).total).toBe(2);
      expect((await bench().jobs.queryJobs({ search: 'REPORT' })).total).toBe(2);
      expect(names(await bench().jobs.queryJobs({ search: 't_b' }))).toEqual(['report_b']);
      expect((await bench().jobs.queryJobs({ search: '.*' })).total).toBe(0);
    });

    test('data is matched in part, down to its leaves', async () => {
      await bench().save({ data: { guild: '1', at: { hour: 9, day: 'mon' } } });
      await bench().save({ data: { guild: '2', at: { hour: 9, day: 'tue' } } });
      await bench().save({ data: 'plain' });
      expect((await bench().jobs.queryJobs({ data: { at: { hour: 9 } } })).total).toBe(2);
      expect((await bench().jobs.queryJobs({ data: { guild: '2', at: { hour: 9 } } })).total).toBe(1);
      expect((await bench().jobs.queryJobs({ data: { guild: 2 } })).total).toBe(0);
      expect((await bench().jobs.queryJobs({ data: 'plain' })).total).toBe(1);
    });

    test('pages are cut after sorting, and the total counts all', async () => {
      for (const priority of [3, 1, 2, 5, 4]) await bench().save({ priority });
      const page = await bench().jobs.queryJobs({ sort: { priority: 'desc' }, skip: 1, limit: 2 });
      expect(page.jobs.map(({ priority }) => priority)).toEqual([4, 3]);
      expect(page.total).toBe(5);
      expect((await bench().jobs.queryJobs({ skip: 4 })).jobs).toHaveLength(1);
    });

    test('without a wish for order, what runs latest comes first and what never runs last', async () => {
      await bench().save({ name: 'never', nextRunAt: null });
      await bench().save({ name: 'soon', nextRunAt: ahead(SECOND) });
      await bench().save({ name: 'late', nextRunAt: ahead(MINUTE) });
      expect(names(await bench().jobs.queryJobs())).toEqual(['late', 'soon', 'never']);
    });

    test('each state is told apart, and pages of a state are cut after telling', async () => {
      const done = { nextRunAt: null, lastFinishedAt: ago(SECOND) };
      await bench().save({ name: 'running', lockedAt: new Date() });
      await bench().save({ name: 'scheduled', nextRunAt: ahead(MINUTE) });
      await bench().save({ name: 'queued' });
      await bench().save({ name: 'completed', ...done });
      await bench().save({ name: 'failed', ...done, failedAt: ago(SECOND) });
      await bench().save({ name: 'repeating', repeatInterval: '1 hour', nextRunAt: ahead(MINUTE) });
      await bench().save({ name: 'paused', disabled: true, nextRunAt: ahead(MINUTE) });
      for (const state of ['running', 'queued', 'completed', 'failed', 'repeating', 'paused'] as const) {
        expect(names(await bench().jobs.queryJobs({ state })), state).toEqual([state]);
      }
      expect(await bench().jobs.queryJobs({ state: 'scheduled', limit: 1 })).toMatchObject({ total: 2 });
      expect((await bench().jobs.queryJobs({ includeDisabled: false })).total).toBe(6);
      const overview = await bench().jobs.getJobsOverview();
      expect(overview.find(({ name }) => name === 'paused')).toMatchObject({
        total: 1,
        scheduled: 1,
        paused: 1,
      });
      expect(overview.find(({ name }) => name === 'failed')).toMatchObject({
        total: 1,
        failed: 1,
        queued: 0,
      });
    });

    test('names are listed once, and only due jobs are queued', async () => {
      expect(await bench().jobs.getDistinctJobNames()).toEqual([]);
      expect(await bench().jobs.getJobsOverview()).toEqual([]);
      await bench().save({ name: 'a' });
      await bench().save({ name: 'a', nextRunAt: ahead(MINUTE) });
      await bench().save({ name: 'b', nextRunAt: null });
      expect((await bench().jobs.getDistinctJobNames()).sort()).toEqual(['a', 'b']);
      expect(await bench().jobs.getQueueSize()).toBe(1);
    });
  });

  describe('removing and disabling', () => {
    beforeEach(async () => {
      await bench().save({ name: 'a', data: { guild: '1' } });
      await bench().save({ name: 'a', data: { guild: '2' } });
      await bench().save({ name: 'b', data: { guild: '1' } });
    });

    test('jobs go by name, by all names but some, and by data', async () => {
      expect(await bench().jobs.removeJobs({ name: 'a', data: { guild: '2' } })).toBe(1);
      expect(await bench().jobs.removeJobs({ notNames: ['a'] })).toBe(1);
      expect(await bench().jobs.removeJobs({ name: 'none' })).toBe(0);
      expect(await bench().jobs.removeJobs({ names: ['a', 'b'] })).toBe(1);
    });

    test('naming nothing removes and disables nothing', async () => {
      expect(await bench().jobs.removeJobs({})).toBe(0);
      expect(await bench().jobs.removeJobs({ names: [], notNames: [] })).toBe(0);
      expect(await bench().jobs.disableJobs({})).toBe(0);
      expect((await bench().jobs.queryJobs()).total).toBe(3);
      expect(await bench().jobs.purgeAllJobs()).toBe(3);
    });

    test('a disabled job is not run until it is enabled', async () => {
      expect(await bench().jobs.disableJobs({ name: 'b' })).toBe(1);
      expect(await bench().jobs.disableJobs({ name: 'b' })).toBe(0);
      expect(await bench().next('b')).toBeUndefined();
      expect(await bench().jobs.enableJobs({ name: 'b' })).toBe(1);
      expect(await bench().next('b')).toMatchObject({ name: 'b' });
    });
  });
}
