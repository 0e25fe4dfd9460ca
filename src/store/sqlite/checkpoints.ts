// Copies what is committed from the log (WAL) into the database file in a thread of its own: no write waits for the disk.
import { Worker } from 'node:worker_threads';
import type Sqlite from 'better-sqlite3';

/** After a write, in milliseconds: so much may go when the power fails, of what was not synced at once. */
const DELAY = 1_000;
/** Pages of the log (4 KiB each) from which on it is begun anew, which a writer has to wait for: some milliseconds. */
const LONG_LOG = 16_384;
/** Pages that the thread may leave to the writer then. */
const FEW = 256;
/** Pages from which on a commit does it all by itself: the thread cannot keep up, or is not there. */
const ENDLESS_LOG = 131_072;

interface Progress {
  readonly log: number;
  readonly checkpointed: number;
}

export interface Checkpoints {
  /** Something was committed. */
  readonly wrote: () => void;
  /** Ends the thread. */
  readonly stop: () => Promise<void>;
}

/** `look` is called before each copy, so about once a second while something is written. */
export function backgroundCheckpoints(handle: Sqlite.Database, path: string, look: () => void): Checkpoints {
  handle.pragma(`wal_autocheckpoint = ${ENDLESS_LOG}`);
  let timer: NodeJS.Timeout | null = null;
  let worker: Worker | null = null;
  let running = false;
  let wroteMeanwhile = false;

  const progress = (): Progress => {
    const [found] = handle.pragma('wal_checkpoint(NOOP)') as Progress[];
    return found ?? { log: 0, checkpointed: 0 };
  };
  const start = () => {
    const made = new Worker(new URL('./checkpoints.worker.js', import.meta.url), {
      workerData: path,
      trackUnmanagedFds: false,
    });
    made.unref();
    made.on('message', () => {
      running = false;
      if (handle.open) goOn();
    });
    // It could not open the file: a commit does it all by itself then, and the next one tries a new thread.
    made.on('error', () => {
      running = false;
      worker = null;
    });
    return made;
  };
  const goOn = () => {
    const left = progress();
    if (left.log < LONG_LOG) {
      if (wroteMeanwhile) wrote();
    } else if (left.log - left.checkpointed > FEW && wroteMeanwhile) copy();
    else copyTheRest();
  };
  /** While writes go on, the thread never has it all: the last pages are copied here, and the log begins anew. */
  const copyTheRest = () => {
    try {
      handle.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // A full disk. Nothing is lost: the log holds it, and it is tried again after the next write.
    }
  };
  const copy = () => {
    timer = null;
    running = true;
    wroteMeanwhile = false;
    look();
    worker ??= start();
    worker.postMessage(null);
  };
  const wrote = () => {
    if (running) wroteMeanwhile = true;
    else timer ??= setTimeout(copy, DELAY).unref();
  };
  return {
    wrote,
    stop: async () => {
      if (timer) clearTimeout(timer);
      await worker?.terminate();
    },
  };
}
