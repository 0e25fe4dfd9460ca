// A real mongod, where there is one on the PATH.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startServer, type MongoServer } from './server.ts';

const SET = 'barometer-test';

export function findMongod(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'mongod')).find((program) => existsSync(program));
}

export function startMongod(program: string, topology: 'replica set' | 'standalone'): Promise<MongoServer> {
  const alone = topology === 'standalone';
  return startServer(
    program,
    (port, directory) => [
      ...['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', directory],
      ...(alone ? [] : ['--replSet', SET]),
    ],
    (port) => `mongodb://127.0.0.1:${port}/${alone ? '' : `?replicaSet=${SET}`}`,
    alone ? undefined : initiate,
  );
}

async function initiate(port: number): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  try {
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    await client.db('admin').command({ replSetInitiate: { _id: SET, members } });
  } finally {
    await client.close();
  }
}
