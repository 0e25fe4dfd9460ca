import { describe } from 'vitest';
import { mongoBackend } from '../../../src/jobs/agenda/index.ts';
import { agendaBackendContract } from '../../contract/agendaBackend.ts';
import { agendaSchedulerContract } from '../../contract/agendaScheduler.ts';
import { describeMongo } from '../../support/mongo/describe.ts';

describeMongo('on MongoDB', 'replica set', (mongo) => {
  describe('mongoBackend keeps the contract of an Agenda backend', () => {
    agendaBackendContract(() => {
      const backend = mongoBackend(mongo.freshUri());
      return Promise.resolve({ backend, close: () => backend.disconnect() });
    });
  });

  describe('the scheduler', () => {
    agendaSchedulerContract(() => {
      const uri = mongo.freshUri();
      return { open: () => mongoBackend(uri) };
    });
  });
});
