// One schedule a job and guild, replaced at once, caught up at start.
import { describe, expect, test } from 'vitest';
import type { GuildId } from '../../../src/ids.ts';
import { DAILY, DAY, DONE, GUILD, OTHER, SECOND, aborted, later, watched } from './place.ts';
import type { Look, Stage } from './place.ts';

export function schedulesContract(stage: () => Stage, look: () => Look): void {
  describe('schedules', () => {
    test('a job runs at each time of its schedule, and is told its guild and when it was due', async () => {
      const { job, begun, runs } = watched();
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, SECOND);
      await scheduler.start();
      await begun(2);
      const [first, second] = runs;
      expect(first?.guildId).toBe(GUILD);
      expect((first?.dueAt ?? 1) % 1_000).toBe(0);
      expect((second?.dueAt ?? 0) - (first?.dueAt ?? 0)).toBe(1_000);
    });

    test('each guild and the process have a schedule of their own', async () => {
      const { job } = watched();
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await scheduler.schedule('job', OTHER, SECOND);
      await scheduler.schedule('job', null, DAILY);
      const held = await look().rows();
      expect(held.map(({ data }) => data)).toEqual(
        expect.arrayContaining([{ guild: GUILD }, { guild: OTHER }, { guild: 'process' }]),
      );
      expect(held.find(({ data }) => (data as { guild: string }).guild === GUILD)).toMatchObject({
        repeatInterval: '0 9 * * *',
        repeatTimezone: 'Asia/Kolkata',
      });
    });

    test('two processes that schedule the same at once make one job', async () => {
      const both = [watched(), watched()].map(({ job }) => stage().scheduler([job]));
      await Promise.all(
        both.flatMap((each) => [each.schedule('job', GUILD, DAILY), each.schedule('job', GUILD, DAILY)]),
      );
      expect(await look().rows()).toHaveLength(1);
    });

    test('a job that fell due while the program was off runs once at start, and knows when it was due', async () => {
      const before = stage().scheduler([watched().job]);
      await before.schedule('job', GUILD, DAILY);
      await before.stop();
      const dueAt = await look().overdue(3 * DAY);
      const { job, begun, runs } = watched();
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, DAILY);
      await scheduler.start();
      expect(await begun(1)).toMatchObject({ dueAt, guildId: GUILD });
      await scheduler.stop();
      expect(runs).toHaveLength(1);
      expect((await look().row()).nextRunAt?.getTime()).toBeGreaterThan(Date.now());
    });

    test('a new schedule replaces the old at once', async () => {
      const { job, begun } = watched();
      const scheduler = stage().scheduler([job]);
      await scheduler.start();
      await scheduler.schedule('job', GUILD, DAILY);
      await scheduler.schedule('job', GUILD, SECOND);
      await begun(1);
      expect(await look().rows()).toHaveLength(1);
    });

    test('one that comes during a run neither unlocks the job nor is lost when the run ends', async () => {
      const { answer, finish } = later();
      const { job, begun } = watched(() => answer);
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, SECOND);
      await scheduler.start();
      await begun(1);
      await scheduler.schedule('job', GUILD, DAILY);
      expect((await look().row()).lockedAt).toBeInstanceOf(Date);
      finish(DONE);
      await scheduler.stop();
      const { repeatInterval, nextRunAt, lockedAt } = await look().row();
      expect({ repeatInterval, lockedAt }).toEqual({ repeatInterval: DAILY.cron, lockedAt: undefined });
      expect(nextRunAt?.toISOString()).toMatch(/T03:30:00.000Z$/);
    });

    test('a cancelled job is gone, even when it is running', async () => {
      const { job, begun, runs } = watched(async ({ signal }) => {
        await aborted(signal);
        return DONE;
      });
      const scheduler = stage().scheduler([job]);
      await scheduler.schedule('job', GUILD, SECOND);
      await scheduler.start();
      const run = await begun(1);
      await scheduler.cancel('job', GUILD);
      await aborted(run.signal);
      await scheduler.stop();
      expect(await look().rows()).toEqual([]);
      expect(runs).toHaveLength(1);
    });

    test('many guilds that are due together are served without waiting for the next scan', async () => {
      const { job, begun, runs } = watched();
      const scheduler = stage().scheduler([job], { timing: { processEveryMs: 60_000, concurrency: 2 } });
      const guilds = Array.from({ length: 9 }, (_, n) => String(2_000 + n) as GuildId);
      for (const guild of guilds) await scheduler.schedule('job', guild, DAILY);
      for (const row of await look().rows()) {
        await look().backend.repository.saveJobState({ ...row, nextRunAt: new Date(0) }, undefined);
      }
      await scheduler.start();
      await begun(guilds.length);
      expect(runs.map(({ guildId }) => guildId).sort()).toEqual(guilds);
    });

    test('a job that nobody defined is refused by name', async () => {
      const scheduler = stage().scheduler([]);
      await expect(scheduler.schedule('ghost', null, DAILY)).rejects.toThrow('no job "ghost"');
    });
  });
}
