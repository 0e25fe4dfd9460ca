import { describe, expect, test } from 'vitest';
import { mongoBackend } from '../../../src/jobs/agenda/mongo.ts';
import { StoreUnavailableError } from '../../../src/store/errors.ts';
import { agendaBackendContract } from '../../contract/agendaBackend.ts';
import { agendaSchedulerContract } from '../../contract/agendaScheduler.ts';
import { DAILY, DAY, GUILD, lookAt, OTHER, stageOn, until, watched } from '../../contract/agenda/place.ts';
import { describeMongo } from '../../support/mongo/describe.ts';
import { wayTo } from '../../support/mongo/way.ts';

/** False where the store is away. The driver may need longer than it waits here to find a server that is back. */
const succeeds = (change: Promise<void>) =>
  change.then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(StoreUnavailableError);
      return false;
    },
  );

describeMongo('on MongoDB', 'replica set', (mongo) => {
  const stage = stageOn(() => ({ open: () => mongoBackend(mongo.freshUri()) }));

  describe('mongoBackend keeps the contract of an Agenda backend', () => {
    agendaBackendContract(() => {
      const backend = mongoBackend(mongo.freshUri());
      return Promise.resolve({ backend, close: () => backend.disconnect() });
    });
  });

  describe('a process of a fleet', () => {
    test('runs the jobs of its guilds, also after a lock ran out, and those of no guild are run by one', async () => {
      const uri = mongo.freshUri();
      const runs = [GUILD, OTHER].map((guild) => {
        const seen = watched();
        const backend = mongoBackend(uri, () => Promise.resolve([guild]));
        return { guild, seen, backend };
      });
      const look = lookAt(mongoBackend(uri));
      await look.backend.connect();
      const [first, second] = runs.map(({ seen, backend }) => stage.scheduler([seen.job], { backend }));
      for (const guild of [GUILD, OTHER, null]) await first?.schedule('job', guild, DAILY);
      const abandoned = new Date(Date.now() - DAY);
      for (const row of await look.rows()) {
        const state = { nextRunAt: abandoned, lockedAt: abandoned };
        await look.backend.repository.saveJobState({ ...row, ...state }, { lastModifiedBy: 'a crashed one' });
      }
      await first?.start();
      await runs[0]?.seen.begun(2);
      await second?.start();
      await runs[1]?.seen.begun(1);
      await Promise.all([first?.stop(), second?.stop()]);
      const ran = runs.map(({ seen }) => seen.runs.map(({ guildId }) => guildId).sort());
      expect(ran).toEqual([[GUILD, null], [OTHER]]);
      await look.backend.disconnect();
    });
  });

  test('a schedule that cannot be kept says that the store is away, and is kept once it is back', async () => {
    const way = await wayTo(mongo.freshUri());
    // A pause that the driver may take, so that the test need not.
    const uri = `${way.uri}&directConnection=true&serverSelectionTimeoutMS=200`;
    const scheduler = stage.scheduler([watched().job], { backend: mongoBackend(uri) });
    await way.cut();
    await expect(scheduler.schedule('job', GUILD, DAILY)).rejects.toBeInstanceOf(StoreUnavailableError);
    await way.mend();
    await until(() => succeeds(scheduler.schedule('job', GUILD, DAILY)), Boolean);
    await way.cut();
    await expect(scheduler.cancel('job', GUILD)).rejects.toBeInstanceOf(StoreUnavailableError);
    await way.mend();
    await until(() => succeeds(scheduler.cancel('job', GUILD)), Boolean);
    await scheduler.stop();
    await way.cut();
  });

  describe('the scheduler', () => {
    agendaSchedulerContract(() => {
      const uri = mongo.freshUri();
      return { open: () => mongoBackend(uri) };
    });
  });
});
