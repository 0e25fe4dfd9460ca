// Where a server is held, and the commands that work on it as an operator calls them.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { openMongoStore } from '../../src/store/mongo/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';

/** Variables of the environment. */
export type Place = Record<string, string>;

export const open = (place: Place): Promise<Store> =>
  place['MONGODB_URI']
    ? openMongoStore(place['MONGODB_URI'], { storeContent: true })
    : Promise.resolve(openSqliteStore(join(place['DATA_DIR']!, 'barometer.sqlite'), { storeContent: true }));

export function barometer(args: string[], place: Place) {
  const env = { ...process.env, ...place };
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const child = execFile(
      process.execPath,
      ['dist/cli/barometer.js', ...args],
      { env },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}
