// The child process of check.ts: checks a database file and writes the damage (or null) as JSON to stdout.
import { setPriority } from 'node:os';
import Sqlite from 'better-sqlite3';

setPriority(10); // low: the bot comes first
const handle = new Sqlite(process.argv[2], { readonly: true, fileMustExist: true, timeout: 5000 });

function problem() {
  try {
    const found = handle.pragma('quick_check(1)', { simple: true });
    return found === 'ok' ? null : found;
  } catch (error) {
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return error.message;
    throw error;
  }
}

process.stdout.write(JSON.stringify(problem()));
