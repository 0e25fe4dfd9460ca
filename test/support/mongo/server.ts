// A server process on a free port with a folder of its own: started, awaited by connecting, and gone at the end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';

export interface MongoServer {
  readonly uri: string;
  /** Resolves once the process is gone and its folder removed. */
  stop(): Promise<void>;
}

/** How long a start may take, in milliseconds: another process may hold both cores. */
const START_TIMEOUT = 60_000;

export async function startServer(
  program: string,
  argumentsFor: (port: number, directory: string) => readonly string[],
  uriFor: (port: number) => string,
  made?: (port: number) => Promise<void>,
): Promise<MongoServer> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'barometer-mongo-'));
  const child = spawn(program, argumentsFor(port, directory), { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2_000)));
  const gone = once(child, 'exit');
  const stop = async () => {
    // The data is thrown away, so there is nothing to shut down in order.
    child.kill('SIGKILL');
    await gone;
    await rm(directory, { recursive: true, force: true });
  };
  const died = gone.then(([code]) => {
    throw new Error(`${program} ended with code ${code}: ${words}`);
  });
  const ready = (async () => {
    await made?.(port);
    await reached(uriFor(port));
  })();
  try {
    await Promise.race([ready, died]);
  } catch (error) {
    ready.catch(() => 'the race has its loser already');
    await stop();
    throw error;
  }
  died.catch(() => 'stopped');
  return { uri: uriFor(port), stop };
}

/** Resolves when the server answers. */
async function reached(uri: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: START_TIMEOUT });
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
  } finally {
    await client.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
