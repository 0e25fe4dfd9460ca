// Saving jobs: new, by id, single, unique and debounced.
import type { JobParameters } from 'agenda';
import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND, ago, ahead } from './fixtures.ts';
import type { Bench } from './fixtures.ts';

export function savingContract(bench: () => Bench): void {
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
      const saved = await bench().save(given, 'me');
      expect(saved._id).toBeTypeOf('string');
      expect(await bench().read(saved)).toMatchObject({ ...given, _id: saved._id, lastModifiedBy: 'me' });
      expect((await bench().read(saved)).data).toEqual(given.data);
    });

    test('a number of milliseconds stays a number, a text of digits stays a text', async () => {
      expect((await bench().read(await bench().save({ repeatInterval: 5_000 }))).repeatInterval).toBe(5_000);
      expect((await bench().read(await bench().save({ repeatInterval: '5000' }))).repeatInterval).toBe(
        '5000',
      );
    });

    test('what was never set is absent, and a job without a next run says null', async () => {
      const found = await bench().read(await bench().save({ nextRunAt: null }));
      expect(found.nextRunAt).toBeNull();
      for (const field of ['lockedAt', 'failCount', 'failReason', 'disabled', 'progress'] as const) {
        expect(found[field]).toBeUndefined();
      }
    });

    test('saving by id updates, and saving a job that is gone returns it unchanged', async () => {
      const saved = await bench().save({ data: { version: 1 } });
      const updated = await bench().jobs.saveJob({ ...saved, priority: 20, data: { version: 2 } }, undefined);
      expect(updated).toMatchObject({ _id: saved._id, priority: 20, data: { version: 2 } });
      await bench().jobs.removeJobs({ id: String(saved._id) });
      expect(await bench().jobs.saveJob({ ...saved, priority: 5 }, undefined)).toMatchObject({ priority: 5 });
      expect((await bench().jobs.queryJobs()).total).toBe(0);
    });

    test('a single job is one per name, beside normal jobs of that name', async () => {
      await bench().save();
      const first = await bench().save({ type: 'single', nextRunAt: ahead(MINUTE), data: { run: 1 } });
      const second = await bench().save({ type: 'single', nextRunAt: ahead(2 * MINUTE), data: { run: 2 } });
      expect(second).toMatchObject({ _id: first._id, data: { run: 2 } });
      expect((await bench().jobs.queryJobs({ name: 'job' })).total).toBe(2);
    });

    test('saving a single job again does not move its next run to a moment that has passed', async () => {
      const later = ahead(MINUTE);
      await bench().save({ type: 'single', nextRunAt: later });
      const again = await bench().save({ type: 'single', nextRunAt: ago(SECOND), data: { again: true } });
      expect(again).toMatchObject({ nextRunAt: later, data: { again: true } });
    });
  });

  describe('unique jobs', () => {
    const unique = { 'data.guild': '1', 'data.kind': 'hourly' };
    const guild = (value: unknown) => ({ guild: '1', kind: 'hourly', value });

    test('a unique job is updated where it exists', async () => {
      const first = await bench().save({ unique, data: guild(1) });
      const second = await bench().save({ unique, data: guild(2) });
      expect(second).toMatchObject({ _id: first._id, data: guild(2) });
      expect((await bench().jobs.queryJobs()).total).toBe(1);
    });

    test('with insertOnly it is left as it was', async () => {
      const uniqueOpts = { insertOnly: true };
      const first = await bench().save({ unique, uniqueOpts, data: guild('first') });
      const second = await bench().save({ unique, uniqueOpts, data: guild('second') });
      expect(second).toMatchObject({ _id: first._id, data: guild('first') });
      expect((await bench().read(first)).data).toEqual(guild('first'));
    });

    test('another name, value or type of value is another job', async () => {
      await bench().save({ unique: { 'data.guild': '1' }, data: { guild: '1' } });
      await bench().save({ name: 'other', unique: { 'data.guild': '1' }, data: { guild: '1' } });
      await bench().save({ unique: { 'data.guild': '2' }, data: { guild: '2' } });
      await bench().save({ unique: { 'data.guild': 1 }, data: { guild: 1 } });
      await bench().save({ unique: { 'data.guild': true }, data: { guild: true } });
      expect((await bench().jobs.queryJobs()).total).toBe(5);
    });

    test('deep paths, dates, lists, objects and null can be unique', async () => {
      const at = new Date(1_800_000_000_000);
      for (const value of [at, [1, 'two'], { three: 3 }, null, -0.5, "quo'te"]) {
        await bench().jobs.purgeAllJobs();
        const first = await bench().save({ unique: { 'data.a.b': value }, data: { a: { b: value } } });
        const second = await bench().save({ unique: { 'data.a.b': value }, data: { a: { b: value } } });
        expect(second._id, JSON.stringify(value)).toBe(first._id);
      }
    });

    test('a unique null also means a field that is not there', async () => {
      const first = await bench().save({ unique: { 'data.none': null }, data: {} });
      expect((await bench().save({ unique: { 'data.none': null }, data: {} }))._id).toBe(first._id);
    });

    test("a job's own fields can be unique", async () => {
      const nextRunAt = ahead(MINUTE);
      const first = await bench().save({ unique: { nextRunAt, priority: 3 }, nextRunAt, priority: 3 });
      expect((await bench().save({ unique: { nextRunAt, priority: 3 }, nextRunAt, priority: 3 }))._id).toBe(
        first._id,
      );
      expect(
        (await bench().save({ unique: { nextRunAt, priority: 4 }, nextRunAt, priority: 4 }))._id,
      ).not.toBe(first._id);
    });

    test('code has no place in a unique constraint', async () => {
      await expect(bench().save({ unique: { 'data.x': { $where: 'true' } } })).rejects.toThrow();
    });
  });

  describe('debounce', () => {
    const debounced = (
      debounce: { delay: number; maxWait?: number; strategy?: 'leading' | 'trailing' },
      over: Partial<JobParameters> = {},
    ) => bench().save({ unique: { 'data.key': 'k' }, uniqueOpts: { debounce }, data: { key: 'k' }, ...over });
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
      await bench().jobs.saveJob({ ...first, debounceStartedAt: ago(3 * MINUTE) }, undefined);
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
}
