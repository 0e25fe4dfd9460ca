// Agenda itself on a backend: what it asks of one while jobs run.
import { once } from 'node:events';
import { Agenda } from 'agenda';
import { afterEach, describe, expect, test } from 'vitest';
import type { Bench } from './fixtures.ts';
import { until } from './place.ts';

export function runningContract(bench: () => Bench): void {
  describe('running', () => {
    let agenda: Agenda | undefined;
    afterEach(async () => {
      await agenda?.stop(false);
    });
    const begin = async (options: Partial<ConstructorParameters<typeof Agenda>[0]> = {}) => {
      agenda = new Agenda({ backend: bench().backend, processEvery: 30, ...options });
      await agenda.ready;
      return agenda;
    };
    const rowOf = (name: string) => async () => (await bench().jobs.queryJobs({ name })).jobs[0];

    test('a job runs with its data, locked, and is free and finished after', async () => {
      const it = await begin();
      let during: unknown;
      it.define('work', async (job) => {
        during = [job.attrs.data, Boolean((await rowOf('work')())?.lockedAt)];
        await job.touch(50);
      });
      await it.start();
      const complete = once(it, 'complete:work');
      await it.now('work', { value: 1 });
      await complete;
      expect(during).toEqual([{ value: 1 }, true]);
      const row = await rowOf('work')();
      expect(row).toMatchObject({ state: 'completed', progress: 50, nextRunAt: null });
      expect(row?.lockedAt).toBeUndefined();
    });

    test('a failure is kept, and retried by Agenda’s own backoff', async () => {
      const it = await begin();
      let tries = 0;
      it.define(
        'work',
        async () => {
          tries += 1;
          if (tries < 3) throw new Error(`try ${tries}`);
          return Promise.resolve();
        },
        { backoff: () => 1 },
      );
      await it.start();
      const failed = once(it, 'fail:work');
      const succeeded = once(it, 'success:work');
      await it.now('work');
      await failed;
      const second = await until(rowOf('work'), (row) => (row?.failCount ?? 0) > 0);
      expect(second?.failReason).toMatch(/try/);
      await succeeded;
      expect(tries).toBe(3);
    });

    test('every() keeps one job a name and repeats it; saying it again changes its interval', async () => {
      const it = await begin();
      it.define('tick', async () => Promise.resolve());
      await it.every('1 hour', 'tick');
      await it.every(50, 'tick', undefined, { timezone: 'Asia/Tokyo' });
      expect(await bench().jobs.queryJobs({ name: 'tick' })).toMatchObject({
        total: 1,
        jobs: [{ repeatInterval: 50, repeatTimezone: 'Asia/Tokyo', type: 'single' }],
      });
      await it.start();
      for (let run = 0; run < 3; run += 1) await once(it, 'complete:tick');
    });

    test('limits of locks and of concurrency hold', async () => {
      const it = await begin({ defaultLockLimit: 3, maxConcurrency: 2 });
      let running = 0;
      let most = 0;
      let runs = 0;
      const release: (() => void)[] = [];
      it.define('work', async () => {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
      });
      for (let n = 0; n < 5; n += 1) await it.now('work', { n });
      await it.start();
      await until(
        () => bench().jobs.queryJobs({ state: 'running' }),
        ({ total }) => total === 3 && running === 2,
      );
      const letGo = () => {
        release.shift()?.();
        return Promise.resolve({ runs, running });
      };
      await until(letGo, (now) => now.runs === 5 && now.running === 0);
      expect(most).toBe(2);
    });

    test('of jobs due at once those of higher priority run first', async () => {
      const it = await begin({ maxConcurrency: 1 });
      const order: number[] = [];
      it.define('work', async (job) => Promise.resolve(void order.push(job.attrs.priority)));
      const at = new Date(Date.now() - 1_000);
      for (const priority of [-10, 10, 0]) {
        await it.create('work', {}).schedule(at).priority(priority).save();
      }
      await it.start();
      await until(
        () => Promise.resolve(order),
        (ran) => ran.length === 3,
      );
      expect(order).toEqual([10, 0, -10]);
    });

    test('purge removes what nobody defines, and a one-time job goes when it is done if so wished', async () => {
      const it = await begin({ removeOnComplete: true });
      it.define('known', async () => Promise.resolve());
      await it.schedule('in 1 hour', 'known', undefined);
      await it.now('orphan');
      expect(await it.purge()).toBe(1);
      await it.start();
      await it.now('known');
      await until(
        () => it.queryJobs({ name: 'known' }),
        ({ total }) => total === 1,
      );
    });
  });
}
