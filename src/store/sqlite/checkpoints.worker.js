// The thread of checkpoints.ts: copies the log into the database file when it is told to.
import { fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const handle = new Sqlite(workerData, { fileMustExist: true });
handle.pragma('wal_autocheckpoint = 0');
// Never closed: to close any descriptor of a file drops all POSIX locks that this process, SQLite included, has on it.
const file = openSync(workerData, 'r+');

parentPort.on('message', () => {
  try {
    handle.pragma('wal_checkpoint(PASSIVE)');
    // SQLite syncs the file only once the whole log is copied: then it would be much, and a writer would wait for it.
    fsyncSync(file);
  } catch {
    // A full disk, or another process's checkpoint. Nothing is lost: the log holds it, it is tried again after the
    // next write, and a write that finds no room for the log says so itself.
  }
  parentPort.postMessage(null);
});
