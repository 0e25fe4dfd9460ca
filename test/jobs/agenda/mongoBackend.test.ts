import { MongoClient } from 'mongodb';
import { describe } from 'vitest';
import { mongoBackend } from '../../../src/jobs/agenda/index.ts';
import { agendaBackendContract } from '../../contract/agendaBackend.ts';

const uri = process.env['MONGODB_TEST_URI'] ?? '';

describe.skipIf(uri === '')('mongoBackend keeps the contract of an Agenda backend', () => {
  agendaBackendContract(async () => {
    const client = await MongoClient.connect(uri);
    const db = client.db(`agenda_${process.pid}_${Date.now()}`);
    return {
      backend: mongoBackend(db),
      close: async () => {
        await db.dropDatabase();
        await client.close();
      },
    };
  });
});
