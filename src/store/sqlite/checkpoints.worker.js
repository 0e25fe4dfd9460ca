// The worker thread of checkpoints.ts: each message makes it copy the log into the database file.
import { fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const handle = new Sqlite(workerData, { fileMustExist: true });
handle.exec('PRAGMA wal_autocheckpoint = 0');
// Prepared once and kept, see kept.ts.
const checkpoint = handle.prepare('PRAGMA wal_checkpoint(PASSIVE)');
// Never closed: closing any descriptor of a file drops all POSIX locks that this process (and so SQLite) has on it.
const file = openSync(workerData, 'r+');

parentPort.on('message', () => {
  try {
    checkpoint.all();
    // SQLite syncs the file only once the whole log is copied. That sync would be long, and a writer would wait for it.
    fsyncSync(file);
  } catch {
    // The disk is full, or another process is copying. Nothing is lost: the log holds the pages, and the next write
    // tries again. A write that finds no room for the log reports that itself.
  }
  parentPort.postMessage(null);
});
