// Node, memory, and the disk that holds DATA_DIR.
import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { Config } from '../../config.ts';
import { makeFolder } from '../../files.ts';
import { finding, orFault, type Finding } from './finding.ts';

const MEGABYTE = 1_000_000;
/** The default model and its contexts, in MB. */
const MODEL_NEEDS = 900;
const [DISK_LEAST, DISK_LOW] = [100, 1000];

export async function checkMachine({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): Promise<Finding[]> {
  return [
    finding('ok', 'Node', process.version),
    memory(process.availableMemory() / MEGABYTE, totalmem() / MEGABYTE),
    ...(await orFault('disk', async () => {
      await makeFolder(DATA_DIR);
      const { bavail, bsize } = await statfs(DATA_DIR);
      return [disk(DATA_DIR, (bavail * bsize) / MEGABYTE)];
    })),
  ];
}

/** In megabytes, as are those of disk(). */
function memory(free: number, all: number): Finding {
  const fact = `${Math.round(free)} MB of ${Math.round(all)} MB are free`;
  if (free >= MODEL_NEEDS) return finding('ok', 'memory', fact);
  return finding(
    'look',
    'memory',
    `${fact}: the default model needs ${MODEL_NEEDS} MB unless it runs already`,
  );
}

function disk(folder: string, free: number): Finding {
  const fact = `${Math.round(free)} MB are free for ${folder}`;
  if (free < DISK_LEAST) return finding('mend', 'disk', `${fact}: free space there`);
  return free < DISK_LOW ? finding('look', 'disk', `${fact}: free space soon`) : finding('ok', 'disk', fact);
}
