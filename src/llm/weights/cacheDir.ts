// Where weights are kept: outside the work tree, where each system keeps what can be fetched again.
import { join } from 'node:path';

export interface CacheDirOptions {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** MODEL_CACHE_DIR, else the system's cache folder. */
export function modelCacheDir({ platform, home, variables }: CacheDirOptions): string {
  const set = (name: string) => variables[name]?.trim() || undefined;
  const chosen = set('MODEL_CACHE_DIR');
  if (chosen !== undefined) return chosen;
  const base =
    platform === 'darwin'
      ? join(home, 'Library', 'Caches')
      : platform === 'win32'
        ? (set('LOCALAPPDATA') ?? join(home, 'AppData', 'Local'))
        : (set('XDG_CACHE_HOME') ?? join(home, '.cache'));
  return join(base, 'barometer', 'models');
}

/** Whoever writes weights into a folder holds this file locked: processes that start at once would write the same ones. */
export const weightsLock = (folder: string): string => join(folder, 'weights.lock');
