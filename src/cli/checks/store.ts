// The store: there, of this release, sound, and not held by anybody else.
import { existsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { DataDirInUseError } from '../../errors.ts';
import { silentLog } from '../../log.ts';
import { StoreDamagedError } from '../../store/errors.ts';
import { openMongoStore } from '../../store/mongo/store.ts';
import { quickCheck } from '../../store/sqlite/check.ts';
import { openStore, sqliteFile, type OpenedStore } from '../store.ts';
import { finding, orFault, type Finding } from './finding.ts';

export function checkStore(config: Config): Promise<Finding[]> {
  return orFault('store', async () => {
    const path = sqliteFile(config);
    const isEmbedded = config.MONGODB_URI === undefined;
    if (isEmbedded && !existsSync(path)) {
      return [finding('ok', 'store', `${path} is not there yet: the first start makes it`)];
    }
    if (isEmbedded) {
      const problem = await quickCheck(path);
      if (problem !== null) throw new StoreDamagedError(path, problem);
    }
    try {
      return [finding('ok', 'store', await contentOf(config))];
    } catch (error) {
      if (!(error instanceof DataDirInUseError)) throw error;
      return [finding('ok', 'store', `${path} is sound, and in use by a running bot`)];
    }
  });
}

/** The bot may be running on the database: nothing in it is changed. */
async function openAsFound(config: Config): Promise<OpenedStore> {
  if (config.MONGODB_URI === undefined) return openStore(config, silentLog);
  const store = await openMongoStore(config.MONGODB_URI, {
    storeContent: config.STORE_CONTENT,
    asFound: true,
  });
  return { store, close: () => store.close() };
}

async function contentOf(config: Config): Promise<string> {
  const { store, close } = await openAsFound(config);
  try {
    const [servers, waiting] = [await store.settings.guilds(), await store.queue.countPending()];
    return `${store.kind} with ${servers.length} servers; ${waiting} messages wait for a verdict`;
  } finally {
    await close();
  }
}
