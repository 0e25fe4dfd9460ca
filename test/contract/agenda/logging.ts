// The log of what jobs went through.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Bench } from './fixtures.ts';

export function loggingContract(bench: () => Bench): void {
  describe('the log', () => {
    const log = () => {
      const { logger } = bench().backend;
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
