// What every Agenda backend of ours keeps, held against each of them.
import type { JobParameters, JobRepository } from 'agenda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobsBackend } from '../../src/jobs/agenda/index.ts';

export interface OpenedBackend {
  readonly backend: JobsBackend;
  close(): Promise<void>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ago = (ms: number) => new Date(Date.now() - ms);
const ahead = (ms: number) => new Date(Date.now() + ms);

const job = (over: Partial<JobParameters> = {}): JobParameters => ({
  name: 'job',
  type: 'normal',
  priority: 0,
  nextRunAt: ago(SECOND),
  data: {},
  ...over,
});

export function agendaBackendContract(open: () => Promise<OpenedBackend>): void {
  let opened: OpenedBackend;
  let jobs: JobRepository;

  beforeAll(async () => {
    opened = await open();
    await opened.backend.connect();
    jobs = opened.backend.repository;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await jobs.purgeAllJobs();
  });

  const save = (over?: Partial<JobParameters>, lastModifiedBy?: string) =>
    jobs.saveJob(job(over), lastModifiedBy === undefined ? undefined : { lastModifiedBy });
  const read = async (saved: JobParameters) => {
    const found = await jobs.getJobById(String(saved._id));
    if (!found) throw new Error('the job is gone');
    return found;
  };
  const next = (name = 'job', by?: string, now = new Date()) =>
    jobs.getNextJobToRun(
      name,
      new Date(now.getTime() + 5 * SECOND),
      new Date(now.getTime() - 10 * MINUTE),
      now,
      by === undefined ? undefined : { lastModifiedBy: by },
    );

  describe('saving', () => {
    test('a new job gets an id and comes back as it was', async () => {
      const at = ahead(MINUTE);
      const given = {
        nextRunAt: at,
        priority: -10,
        data: {
          text: 'it\'s 😄 "quoted" \\ 正面\n',
          list: [1, null, { deep: true }],
          when: at,
          $odd: { $date: 'no' },
        },
        repeatInterval: '0 6 * * *',
        repeatTimezone: 'Asia/Kolkata',
        startDate: at,
        endDate: at,
        skipDays: [0, 6],
        disabled: true,
        fork: true,
      };
      const saved = await save(given, 'me');
      expect(saved._id).toBeTypeOf('string');
      expect(await read(saved)).toMatchObject({ ...given, _id: saved._id, lastModifiedBy: 'me' });
      expect((await read(saved)).data).toEqual(given.data);
    });

    test('a number of milliseconds stays a number, a text of digits stays a text', async () => {
      expect((await read(await save({ repeatInterval: 5_000 }))).repeatInterval).toBe(5_000);
      expect((await read(await save({ repeatInterval: '5000' }))).repeatInterval).toBe('5000');
    });

    test('what was never set is absent, and a job without a next run says null', async () => {
      const found = await read(await save({ nextRunAt: null }));
      expect(found.nextRunAt).toBeNull();
      for (const field of ['lockedAt', 'failCount', 'failReason', 'disabled', 'progress'] as const) {
        expect(found[field]).toBeUndefined();
      }
    });

    test('saving by id updates, and saving a job that is gone returns it unchanged', async () => {
      const saved = await save({ data: { version: 1 } });
      const updated = await jobs.saveJob({ ...saved, priority: 20, data: { version: 2 } }, undefined);
      expect(updated).toMatchObject({ _id: saved._id, priority: 20, data: { version: 2 } });
      await jobs.removeJobs({ id: String(saved._id) });
      expect(await jobs.saveJob({ ...saved, priority: 5 }, undefined)).toMatchObject({ priority: 5 });
      expect((await jobs.queryJobs()).total).toBe(0);
    });

    test('a single job is one per name, beside normal jobs of that name', async () => {
      await save();
      const first = await save({ type: 'single', nextRunAt: ahead(MINUTE), data: { run: 1 } });
      const second = await save({ type: 'single', nextRunAt: ahead(2 * MINUTE), data: { run: 2 } });
      expect(second).toMatchObject({ _id: first._id, data: { run: 2 } });
      expect((await jobs.queryJobs({ name: 'job' })).total).toBe(2);
    });

    test('saving a single job again does not move its next run to a moment that has passed', async () => {
      const later = ahead(MINUTE);
      await save({ type: 'single', nextRunAt: later });
      const again = await save({ type: 'single', nextRunAt: ago(SECOND), data: { again: true } });
      expect(again).toMatchObject({ nextRunAt: later, data: { again: true } });
    });
  });

  describe('unique jobs', () => {
    const unique = { 'data.guild': '1', 'data.kind': 'hourly' };
    const guild = (value: unknown) => ({ guild: '1', kind: 'hourly', value });

    test('a unique job is updated where it exists', async () => {
      const first = await save({ unique, data: guild(1) });
      const second = await save({ unique, data: guild(2) });
      expect(second).toMatchObject({ _id: first._id, data: guild(2) });
      expect((await jobs.queryJobs()).total).toBe(1);
    });

    test('with insertOnly it is left as it was', async () => {
      const uniqueOpts = { insertOnly: true };
      const first = await save({ unique, uniqueOpts, data: guild('first') });
      const second = await save({ unique, uniqueOpts, data: guild('second') });
      expect(second).toMatchObject({ _id: first._id, data: guild('first') });
      expect((await read(first)).data).toEqual(guild('first'));
    });

    test('another name, value or type of value is another job', async () => {
      await save({ unique: { 'data.guild': '1' }, data: { guild: '1' } });
      await save({ name: 'other', unique: { 'data.guild': '1' }, data: { guild: '1' } });
      await save({ unique: { 'data.guild': '2' }, data: { guild: '2' } });
      await save({ unique: { 'data.guild': 1 }, data: { guild: 1 } });
      await save({ unique: { 'data.guild': true }, data: { guild: true } });
      expect((await jobs.queryJobs()).total).toBe(5);
    });

    test('deep paths, dates, lists, objects and null can be unique', async () => {
      const at = new Date(1_800_000_000_000);
      for (const value of [at, [1, 'two'], { three: 3 }, null, -0.5, "quo'te"]) {
        await jobs.purgeAllJobs();
        const first = await save({ unique: { 'data.a.b': value }, data: { a: { b: value } } });
        const second = await save({ unique: { 'data.a.b': value }, data: { a: { b: value } } });
        expect(second._id, JSON.stringify(value)).toBe(first._id);
      }
    });

    test('a unique null also means a field that is not there', async () => {
      const first = await save({ unique: { 'data.none': null }, data: {} });
      expect((await save({ unique: { 'data.none': null }, data: {} }))._id).toBe(first._id);
    });

    test("a job's own fields can be unique", async () => {
      const nextRunAt = ahead(MINUTE);
      const first = await save({ unique: { nextRunAt, priority: 3 }, nextRunAt, priority: 3 });
      expect((await save({ unique: { nextRunAt, priority: 3 }, nextRunAt, priority: 3 }))._id).toBe(
        first._id,
      );
      expect((await save({ unique: { nextRunAt, priority: 4 }, nextRunAt, priority: 4 }))._id).not.toBe(
        first._id,
      );
    });

    test('code has no place in a unique constraint', async () => {
      await expect(save({ unique: { 'data.x': { $where: 'true' } } })).rejects.toThrow();
    });
  });

  describe('debounce', () => {
    const debounced = (
      debounce: { delay: number; maxWait?: number; strategy?: 'leading' | 'trailing' },
      over: Partial<JobParameters> = {},
    ) => save({ unique: { 'data.key': 'k' }, uniqueOpts: { debounce }, data: { key: 'k' }, ...over });
    const wait = (saved: JobParameters) => (saved.nextRunAt?.getTime() ?? NaN) - Date.now();

    test('a trailing debounce runs after its delay, and each save begins it anew', async () => {
      const first = await debounced({ delay: 20 * SECOND });
      expect(wait(first)).toBeGreaterThan(15 * SECOND);
      const second = await debounced({ delay: 40 * SECOND }, { data: { key: 'k', value: 2 } });
      expect(second).toMatchObject({ _id: first._id, data: { key: 'k', value: 2 } });
      expect(wait(second)).toBeGreaterThan(35 * SECOND);
    });

    test('it does not wait beyond maxWait', async () => {
      const first = await debounced({ delay: MINUTE, maxWait: 2 * MINUTE });
      await jobs.saveJob({ ...first, debounceStartedAt: ago(3 * MINUTE) }, undefined);
      const second = await debounced({ delay: MINUTE, maxWait: 2 * MINUTE });
      expect(wait(second)).toBeLessThanOrEqual(0);
      expect(second.debounceStartedAt).toBeUndefined();
    });

    test('a leading debounce keeps the first run and takes the newest data', async () => {
      const nextRunAt = ago(SECOND);
      const first = await debounced({ delay: MINUTE, strategy: 'leading' }, { nextRunAt });
      const second = await debounced(
        { delay: MINUTE, strategy: 'leading' },
        { nextRunAt: ahead(MINUTE), data: { key: 'k', value: 2 } },
      );
      expect(first.nextRunAt).toEqual(nextRunAt);
      expect(second).toMatchObject({ nextRunAt, data: { key: 'k', value: 2 } });
    });
  });

  describe('reading', () => {
    const names = (found: { jobs: JobParameters[] }) => found.jobs.map(({ name }) => name);

    test('jobs are found by name, names, id, ids and a part of the name', async () => {
      const a = await save({ name: 'Report a' });
      const b = await save({ name: 'report_b' });
      await save({ name: 'alert' });
      expect(names(await jobs.queryJobs({ name: 'alert' }))).toEqual(['alert']);
      expect((await jobs.queryJobs({ names: ['alert', 'report_b'] })).total).toBe(2);
      expect(names(await jobs.queryJobs({ id: String(a._id) }))).toEqual(['Report a']);
      expect((await jobs.queryJobs({ ids: [String(a._id), String(b._id)] })).total).toBe(2);
      expect((await jobs.queryJobs({ search: 'REPORT' })).total).toBe(2);
      expect(names(await jobs.queryJobs({ search: 't_b' }))).toEqual(['report_b']);
      expect((await jobs.queryJobs({ search: '.*' })).total).toBe(0);
    });

    test('data is matched in part, down to its leaves', async () => {
      await save({ data: { guild: '1', at: { hour: 9, day: 'mon' } } });
      await save({ data: { guild: '2', at: { hour: 9, day: 'tue' } } });
      await save({ data: 'plain' });
      expect((await jobs.queryJobs({ data: { at: { hour: 9 } } })).total).toBe(2);
      expect((await jobs.queryJobs({ data: { guild: '2', at: { hour: 9 } } })).total).toBe(1);
      expect((await jobs.queryJobs({ data: { guild: 2 } })).total).toBe(0);
      expect((await jobs.queryJobs({ data: 'plain' })).total).toBe(1);
    });

    test('pages are cut after sorting, and the total counts all', async () => {
      for (const priority of [3, 1, 2, 5, 4]) await save({ priority });
      const page = await jobs.queryJobs({ sort: { priority: 'desc' }, skip: 1, limit: 2 });
      expect(page.jobs.map(({ priority }) => priority)).toEqual([4, 3]);
      expect(page.total).toBe(5);
      expect((await jobs.queryJobs({ skip: 4 })).jobs).toHaveLength(1);
    });

    test('without a wish for order, what runs latest comes first and what never runs last', async () => {
      await save({ name: 'never', nextRunAt: null });
      await save({ name: 'soon', nextRunAt: ahead(SECOND) });
      await save({ name: 'late', nextRunAt: ahead(MINUTE) });
      expect(names(await jobs.queryJobs())).toEqual(['late', 'soon', 'never']);
    });

    test('each state is told apart, and pages of a state are cut after telling', async () => {
      const done = { nextRunAt: null, lastFinishedAt: ago(SECOND) };
      await save({ name: 'running', lockedAt: new Date() });
      await save({ name: 'scheduled', nextRunAt: ahead(MINUTE) });
      await save({ name: 'queued' });
      await save({ name: 'completed', ...done });
      await save({ name: 'failed', ...done, failedAt: ago(SECOND) });
      await save({ name: 'repeating', repeatInterval: '1 hour', nextRunAt: ahead(MINUTE) });
      await save({ name: 'paused', disabled: true, nextRunAt: ahead(MINUTE) });
      for (const state of ['running', 'queued', 'completed', 'failed', 'repeating', 'paused'] as const) {
        expect(names(await jobs.queryJobs({ state })), state).toEqual([state]);
      }
      expect(await jobs.queryJobs({ state: 'scheduled', limit: 1 })).toMatchObject({ total: 2 });
      expect((await jobs.queryJobs({ includeDisabled: false })).total).toBe(6);
      const overview = await jobs.getJobsOverview();
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
      expect(await jobs.getDistinctJobNames()).toEqual([]);
      expect(await jobs.getJobsOverview()).toEqual([]);
      await save({ name: 'a' });
      await save({ name: 'a', nextRunAt: ahead(MINUTE) });
      await save({ name: 'b', nextRunAt: null });
      expect((await jobs.getDistinctJobNames()).sort()).toEqual(['a', 'b']);
      expect(await jobs.getQueueSize()).toBe(1);
    });
  });

  describe('removing and disabling', () => {
    beforeEach(async () => {
      await save({ name: 'a', data: { guild: '1' } });
      await save({ name: 'a', data: { guild: '2' } });
      await save({ name: 'b', data: { guild: '1' } });
    });

    test('jobs go by name, by all names but some, and by data', async () => {
      expect(await jobs.removeJobs({ name: 'a', data: { guild: '2' } })).toBe(1);
      expect(await jobs.removeJobs({ notNames: ['a'] })).toBe(1);
      expect(await jobs.removeJobs({ name: 'none' })).toBe(0);
      expect(await jobs.removeJobs({ names: ['a', 'b'] })).toBe(1);
    });

    test('naming nothing removes and disables nothing', async () => {
      expect(await jobs.removeJobs({})).toBe(0);
      expect(await jobs.removeJobs({ names: [], notNames: [] })).toBe(0);
      expect(await jobs.disableJobs({})).toBe(0);
      expect((await jobs.queryJobs()).total).toBe(3);
      expect(await jobs.purgeAllJobs()).toBe(3);
    });

    test('a disabled job is not run until it is enabled', async () => {
      expect(await jobs.disableJobs({ name: 'b' })).toBe(1);
      expect(await jobs.disableJobs({ name: 'b' })).toBe(0);
      expect(await next('b')).toBeUndefined();
      expect(await jobs.enableJobs({ name: 'b' })).toBe(1);
      expect(await next('b')).toMatchObject({ name: 'b' });
    });
  });

  describe('locking', () => {
    test('a job is locked once, and not where it has moved or is disabled', async () => {
      const saved = await save();
      expect(await jobs.lockJob({ ...saved, nextRunAt: ahead(MINUTE) }, undefined)).toBeUndefined();
      expect(await jobs.lockJob(saved, { lastModifiedBy: 'me' })).toMatchObject({ lastModifiedBy: 'me' });
      expect(await jobs.lockJob(saved, undefined)).toBeUndefined();
      const disabled = await save({ disabled: true });
      expect(await jobs.lockJob(disabled, undefined)).toBeUndefined();
    });

    test('unlocking one spares a job that runs its last time; unlocking by id does not', async () => {
      const waiting = await save({ lockedAt: new Date() });
      const last = await save({ lockedAt: new Date(), nextRunAt: null });
      await jobs.unlockJob(waiting);
      await jobs.unlockJob(last);
      expect((await read(waiting)).lockedAt).toBeUndefined();
      expect((await read(last)).lockedAt).toBeInstanceOf(Date);
      await jobs.unlockJobs([String(last._id)]);
      expect((await read(last)).lockedAt).toBeUndefined();
    });

    test('the earliest due job is next, of two due at once the one of higher priority, then the older', async () => {
      const at = ago(MINUTE);
      await save({ nextRunAt: at, data: 'low' });
      await save({ nextRunAt: at, priority: 10, data: 'high' });
      await save({ nextRunAt: ago(2 * MINUTE), priority: -20, data: 'earliest' });
      await save({ name: 'other', nextRunAt: ago(9 * MINUTE) });
      const order = [await next(), await next(), await next()].map((found) => found?.data);
      expect(order).toEqual(['earliest', 'high', 'low']);
      expect(await next()).toBeUndefined();
    });

    test('a job is locked ahead of time when it is due before the next scan, and not sooner', async () => {
      await save({ nextRunAt: ahead(4 * SECOND), data: 'soon' });
      await save({ nextRunAt: ahead(MINUTE), data: 'later' });
      expect((await next('job', 'me'))?.data).toBe('soon');
      expect(await next()).toBeUndefined();
    });

    test('a lock is the lock of who took it, from the moment given', async () => {
      const saved = await save({ nextRunAt: ago(2 * MINUTE) });
      const now = ago(MINUTE);
      expect(await next('job', 'me', now)).toMatchObject({ lockedAt: now, lastModifiedBy: 'me' });
      expect((await read(saved)).lockedAt).toEqual(now);
    });

    test('a lock older than its life is taken over, even of a job without a next run', async () => {
      await save({ nextRunAt: null, lockedAt: ago(11 * MINUTE), lastModifiedBy: 'crashed' });
      expect(await next('job', 'me')).toMatchObject({ lastModifiedBy: 'me', nextRunAt: null });
      await save({ name: 'fresh', lockedAt: ago(9 * MINUTE) });
      expect(await next('fresh')).toBeUndefined();
    });
  });

  describe('state', () => {
    test('a run leaves its marks, and only those', async () => {
      const saved = await save({ data: { kept: true }, repeatInterval: '1 hour' });
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
      await jobs.saveJobState({ ...saved, ...state, data: 'lost', priority: 9 }, { lastModifiedBy: 'me' });
      expect(await read(saved)).toMatchObject({
        ...state,
        data: { kept: true },
        priority: 0,
        lastModifiedBy: 'me',
      });
      await jobs.saveJobState({ ...saved, nextRunAt: null }, undefined);
      const cleared = await read(saved);
      expect(cleared.nextRunAt).toBeNull();
      for (const field of ['lockedAt', 'lastRunAt', 'failReason', 'failCount', 'progress'] as const) {
        expect(cleared[field]).toBeUndefined();
      }
    });

    test('the state of a job that is gone, or has no id, cannot be saved', async () => {
      const saved = await save();
      await jobs.removeJobs({ id: String(saved._id) });
      await expect(jobs.saveJobState(saved, undefined)).rejects.toThrow();
      await expect(jobs.saveJobState(job(), undefined)).rejects.toThrow();
    });
  });

  describe('for our scheduler', () => {
    test('a job and guild are unique, while jobs without a guild are not', async () => {
      await opened.backend.uniqueByGuild();
      await opened.backend.uniqueByGuild();
      await save({ data: { guild: '1' } });
      await expect(save({ data: { guild: '1' } })).rejects.toThrow();
      await save({ data: { guild: '2' } });
      await save({ name: 'other', data: { guild: '1' } });
      await save();
      await save();
      expect((await jobs.queryJobs()).total).toBe(5);
    });

    test('new times leave a lock and counts alone', async () => {
      const saved = await save({ lockedAt: new Date(), failCount: 3, data: { guild: '1' } });
      const times = { repeatInterval: '0 9 * * *', repeatTimezone: 'Asia/Tokyo', nextRunAt: ahead(MINUTE) };
      if (saved._id) await opened.backend.retime(saved._id, times);
      expect(await read(saved)).toMatchObject({ ...times, failCount: 3, lockedAt: saved.lockedAt });
    });
  });

  describe('the log', () => {
    const log = () => {
      const { logger } = opened.backend;
      if (!logger) throw new Error('the backend has no logger');
      return logger;
    };
    const start = Date.UTC(2026, 5, 1, 12);
    beforeEach(async () => {
      await log().clearLogs();
      const base = { level: 'info', event: 'start', jobName: 'a', jobId: '1' } as const;
      await log().log({ ...base, timestamp: new Date(start), message: 'one' });
      await log().log({
        ...base,
        timestamp: new Date(start + 1_000),
        message: 'two',
        level: 'warn',
        event: 'retry',
      });
      await log().log({
        ...base,
        timestamp: new Date(start + 2_000),
        message: 'three',
        level: 'error',
        event: 'fail',
        jobName: 'b',
        jobId: '2',
        duration: 1_500,
        error: 'broken',
        failCount: 3,
        retryDelay: 5,
        retryAttempt: 2,
        agendaName: 'me',
        meta: { custom: 'value' },
      });
    });
    const found = async (query?: Parameters<ReturnType<typeof log>['getLogs']>[0]) =>
      (await log().getLogs(query)).entries.map(({ message }) => message);

    test('entries come back whole, newest first', async () => {
      const { entries, total } = await log().getLogs();
      expect(total).toBe(3);
      expect(entries.map(({ message }) => message)).toEqual(['three', 'two', 'one']);
      expect(entries[0]).toMatchObject({
        timestamp: new Date(start + 2_000),
        duration: 1_500,
        error: 'broken',
        meta: { custom: 'value' },
      });
      expect(entries[0]?._id).toBeTypeOf('string');
    });

    test('they are found by job, level, event and time, and paged', async () => {
      expect(await found({ jobName: 'a', sort: 'asc' })).toEqual(['one', 'two']);
      expect(await found({ jobId: '2' })).toEqual(['three']);
      expect(await found({ level: 'warn' })).toEqual(['two']);
      expect(await found({ level: ['warn', 'error'], event: ['fail', 'retry'] })).toEqual(['three', 'two']);
      expect(await found({ from: new Date(start + 1_000) })).toEqual(['three', 'two']);
      expect(await found({ from: new Date(start + 1), to: new Date(start + 1_000) })).toEqual(['two']);
      expect(await log().getLogs({ limit: 1, offset: 1 })).toMatchObject({
        total: 3,
        entries: [{ message: 'two' }],
      });
    });

    test('they are cleared by the same words', async () => {
      expect(await log().clearLogs({ jobName: 'none' })).toBe(0);
      expect(await log().clearLogs({ jobName: 'a' })).toBe(2);
      expect(await log().clearLogs()).toBe(1);
    });
  });
}
