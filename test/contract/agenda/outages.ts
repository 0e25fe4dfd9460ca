// Jobs on a database that does not answer for a while. It stops at each of the scheduler's requests in turn.
import { describe, test } from 'vitest';
import type { JobsBackend } from '../../../src/jobs/agenda/index.ts';
import { GUILD, SHORT_LOCK, watched } from './place.ts';
import type { Place, Stage } from './place.ts';

/** Requests that get no answer before the database is back. */
const REFUSED = 8;

class AwayError extends Error {
  override readonly message = 'the database is away';
}

function withRepository(backend: JobsBackend, repository: JobsBackend['repository']): JobsBackend {
  return {
    name: backend.name,
    repository,
    ownsConnection: backend.ownsConnection,
    connect: () => backend.connect(),
    disconnect: () => backend.disconnect(),
    uniqueByGuild: () => backend.uniqueByGuild(),
    retime: (id, times) => backend.retime(id, times),
    storeErrorOf: (error) => backend.storeErrorOf(error),
  };
}

/** Its first `times` locks are answered so late that they have run out meanwhile. */
function answeringLate(backend: JobsBackend, times: number): JobsBackend {
  let late = 0;
  const repository = new Proxy(backend.repository, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'getNextJobToRun') return value.bind(target) as unknown;
      return async (...facts: Parameters<typeof target.getNextJobToRun>) => {
        const job = await target.getNextJobToRun(...facts);
        if (!job || late === times) return job;
        late += 1;
        return { ...job, lockedAt: new Date(0) };
      };
    },
  });
  return withRepository(backend, repository);
}

/** From its `from`th question on the backend is away; `answer` says whether the first of them still had its effect. */
function awayFrom(backend: JobsBackend, from: number, lost: 'question' | 'answer') {
  let asked = -1;
  let back = (): void => undefined;
  const isBack = new Promise<void>((resolve) => (back = resolve));
  const repository = new Proxy(backend.repository, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...facts: unknown[]): Promise<unknown> => {
        asked += 1;
        const turn = asked - from;
        if (turn >= REFUSED) back();
        if (turn < 0 || turn >= REFUSED) return await Reflect.apply(value, target, facts);
        if (turn === 0 && lost === 'answer') await Reflect.apply(value, target, facts);
        throw new AwayError();
      };
    },
  });
  return { away: withRepository(backend, repository), isBack };
}

const CUTS = Array.from({ length: 10 }, (_, n) => n + 2).flatMap((from) => [
  { from, lost: 'question' as const },
  { from, lost: 'answer' as const },
]);

export function outagesContract(stage: () => Stage, place: () => Place): void {
  describe('outages', () => {
    test('a job runs on after more locks than it may hold ran out before their runs began', async () => {
      const { job, begun } = watched();
      const backend = answeringLate(place().open(), 10);
      const timing = { lockLifetimeMs: 100, touchEveryMs: 20 };
      const scheduler = stage().scheduler([job], { backend, timing });
      await scheduler.schedule('job', GUILD, { everyMs: 100, timeZone: 'UTC' });
      await scheduler.start();
      await begun(3);
    });

    // One at a time: ten schedulers that look every 50 ms would keep a slow server from answering any of them.
    test.each(CUTS)(
      'a job runs on after the database was away from question $from on, where its $lost was lost first',
      async ({ from, lost }) => {
        const { job, runs, begun } = watched();
        const { away, isBack } = awayFrom(place().open(), from, lost);
        const scheduler = stage().scheduler([job], { backend: away, timing: SHORT_LOCK });
        await scheduler.schedule('job', GUILD, { everyMs: 100, timeZone: 'UTC' });
        await scheduler.start();
        await isBack;
        await begun(runs.length + 3);
      },
    );
  });
}
