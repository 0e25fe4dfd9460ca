// The child process of check.ts: checks a database file and writes the damage (or null) as JSON to stdout.
import { setPriority } from 'node:os';
import Sqlite from 'better-sqlite3';

setPriority(10); // low: the bot comes first
const handle = new Sqlite(process.argv[2], { readonly: true, fileMustExist: true, timeout: 5000 });
// Kept until the process ends, see kept.ts: used by a function, so not freed before.
const check = handle.prepare('PRAGMA quick_check(1)').pluck();

function problem() {
  try {
    const found = check.get();
    return found === 'ok' ? null : found;
  } catch (error) {
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return error.message;
    throw error;
  }
}

process.stdout.write(JSON.stringify(problem()));
