// SecantusDB from PyPI speaks MongoDB's wire protocol: for machines where no mongod can be had.
// Its bytes are pinned in requirements.txt; it is installed once, in the user's cache.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startServer, type MongoServer } from './server.ts';

const run = promisify(execFile);
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const CACHE = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const HOME = join(CACHE, 'barometer', 'secantusdb-0.7.0b3');

/** The Python that has SecantusDB; made on first use. */
async function installed(): Promise<string> {
  const python = join(HOME, 'bin', 'python');
  if (existsSync(python)) return python;
  console.error('Fetching the MongoDB-wire server for tests (once, about 40 s) …');
  await mkdir(dirname(HOME), { recursive: true });
  const making = await mkdtemp(`${HOME}.`);
  try {
    await run('python3', ['-m', 'venv', making]);
    const install = ['install', '--quiet', '--require-hashes', '--only-binary', ':all:'];
    await run(join(making, 'bin', 'pip'), [...install, '--requirement', REQUIREMENTS]);
    // A venv may move as long as its python is called by path. The name appears only when all is there.
    await rename(making, HOME);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another test run may have made it first.
    if (!existsSync(python)) throw error;
  }
  return python;
}

export async function startSecantus(topology: 'replica set' | 'standalone'): Promise<MongoServer> {
  const alone = topology === 'standalone';
  return startServer(
    await installed(),
    (port, directory) => [
      ...['-m', 'secantus', '--host', '127.0.0.1', '--port', String(port)],
      ...['--storage-path', directory, '--cache-size', '256M', '--log-level', 'WARNING'],
      ...(alone ? ['--standalone'] : []),
    ],
    (port) => `mongodb://127.0.0.1:${port}/${alone ? '' : '?replicaSet=secantus'}`,
  );
}
