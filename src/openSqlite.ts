// Opens SQLite files such that nothing of a connection is ever garbage-collected.
// From Node 24.19 on, a collection between two tasks ends the process ("Assertion failed: (env) != nullptr") where it
// frees a connection, statement, iterator or backup of better-sqlite3 12. Version 13 is free of this, but needs Node 22.
import Sqlite from 'better-sqlite3';

/** Closed connections and their statements stay here, too: a program opens few. */
const kept: object[] = [];

/**
 * Opens (or makes) a file. Its statements are kept until the process ends, so prepare each SQL text once, and read with
 * `all`, never `iterate`. A pragma with `=` returns nothing.
 */
export function openSqlite(path: string, options?: Sqlite.Options): Sqlite.Database {
  const handle = new Sqlite(path, options);
  const prepare = handle.prepare.bind(handle);
  const keptStatement = (sql: string) => {
    const statement = prepare(sql);
    kept.push(statement);
    return statement;
  };
  const questions = new Map<string, Sqlite.Statement>();
  const question = (source: string) => {
    const known = questions.get(source) ?? keptStatement(`PRAGMA ${source}`);
    questions.set(source, known);
    return known;
  };
  const pragma: Sqlite.Database['pragma'] = (source, { simple = false } = {}) => {
    // Many settings take effect while they are compiled, so they are compiled each time.
    if (source.includes('=')) return void handle.exec(`PRAGMA ${source}`);
    return question(source).pluck(simple)[simple ? 'get' : 'all']();
  };
  kept.push(handle);
  return Object.assign(handle, { prepare: keptStatement, pragma });
}
