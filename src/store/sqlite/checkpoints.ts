// Copies committed pages from the log (WAL) into the database file. A worker thread does it, so no write waits for it.
import { Worker } from 'node:worker_threads';
import type Sqlite from 'better-sqlite3';

/** Milliseconds from a write to the next copy. A power cut loses at most this much of what is not synced at once. */
const DELAY = 1_000;
/** From this length on (pages of 4 KiB) the log is started anew; a writer waits some milliseconds for that. */
const LONG_LOG = 16_384;
/** Pages that the thread may then leave for the writer to copy. */
const FEW = 256;
/** From this length on (pages) SQLite copies the log within a commit: the thread is too slow, or missing. */
const ENDLESS_LOG = 131_072;

interface Progress {
  readonly log: number;
  readonly checkpointed: number;
}

export interface Checkpoints {
  /** Call it after each commit. */
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
  const onCopied = () => {
    running = false;
    if (handle.open) goOn();
  };
  // The thread could not open the file. The next copy tries a new thread; until then see ENDLESS_LOG.
  const onFailed = () => {
    running = false;
    worker = null;
  };
  const goOn = () => {
    const left = progress();
    if (left.log < LONG_LOG) {
      if (wroteMeanwhile) wrote();
    } else if (left.log - left.checkpointed > FEW && wroteMeanwhile) copy();
    else copyTheRest();
  };
  /** While writes go on, the thread never reaches the end of the log. So the last pages are copied here. */
  const copyTheRest = () => {
    try {
      handle.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // The disk is full. Nothing is lost: the log holds the pages, and the next write tries again.
    }
  };
  const copy = () => {
    timer = null;
    running = true;
    wroteMeanwhile = false;
    look();
    worker ??= startWorker(path, onCopied, onFailed);
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

/** The thread stays until it is told to end; it does not keep the process alive. */
function startWorker(path: string, onCopied: () => void, onFailed: () => void): Worker {
  const worker = new Worker(new URL('./checkpoints.worker.js', import.meta.url), {
    workerData: path,
    trackUnmanagedFds: false,
  });
  worker.unref();
  worker.on('message', onCopied);
  worker.on('error', onFailed);
  return worker;
}
