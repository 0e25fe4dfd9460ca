// No statement of the store reads a whole table. The test explains every statement that is prepared.
import { expect, it } from 'vitest';
import { BUCKET_QUERIES } from '../../../src/store/sqlite/buckets.ts';
import { openDatabase, type Database } from '../../../src/store/sqlite/database.ts';
import { PEOPLE_QUERIES } from '../../../src/store/sqlite/people.ts';
import { PAGE_QUERIES } from '../../../src/store/sqlite/portablePages.ts';
import { QUEUE_QUERIES } from '../../../src/store/sqlite/queue.ts';
import { MESSAGE_QUERIES } from '../../../src/store/sqlite/reads.ts';
import { sqliteStoreOn } from '../../../src/store/sqlite/store.ts';

const database = openDatabase(':memory:');

/** These read all pending messages, or all servers and channels, on purpose; there are few of them. */
const FEW = [
  /^SCAN CONSTANT ROW$/,
  /^SCAN (messages|m) USING (COVERING )?INDEX messages_pending$/,
  // The servers of one process of a fleet.
  /^SCAN json_each VIRTUAL TABLE INDEX 1:$/,
  /^SCAN (messages|m) USING (COVERING )?INDEX messages_unjudged$/,
  /^SCAN (s|scopes)( USING COVERING INDEX \w+)?$/,
  /^SCAN settings$/,
  /^SCAN incidents USING INDEX incidents_(open|unshown)$/,
  // Claims are forgotten after 30 days, and a server is erased once.
  /^SCAN claims USING INDEX claims_by_time$/,
];

function preparedBy({ handle }: Database): string[] {
  const statements: string[] = [];
  const watched = new Proxy(handle, {
    get(target, name) {
      if (name === 'prepare') {
        return (sql: string) => {
          statements.push(sql);
          return target.prepare(sql);
        };
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  sqliteStoreOn({ ...database, handle: watched }, { storeContent: true });
  return [...new Set(statements)].map((sql) => sql.replace(/\s+/g, ' ').trim());
}

function planOf(sql: string): string[] {
  const unnamed = (sql.match(/\?/g) ?? []).map(() => 1);
  const named = Object.fromEntries((sql.match(/\$\w+/g) ?? []).map((name) => [name.slice(1), 1]));
  const given = unnamed.length > 0 ? unnamed : Object.keys(named).length > 0 ? [named] : [];
  const rows = database.handle
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...given);
  return rows.map(({ detail }) => detail);
}

const statements = preparedBy(database);

it('knows all of the store', () => {
  expect(statements.length).toBeGreaterThan(60);
});

it.each(statements)('searches an index: %s', (sql) => {
  const scans = planOf(sql).filter((step) => step.startsWith('SCAN'));
  expect(scans.filter((step) => !FEW.some((few) => few.test(step)))).toEqual([]);
});

it.each(['recentInServer', 'recentInChannel', 'recentOfAuthor', 'newestJudged', 'newestUnjudged'] as const)(
  '%s reads no more rows than it gives: the index has their order',
  (name) => {
    const plan = planOf(MESSAGE_QUERIES[name]);
    expect(plan.filter((step) => step === 'USE TEMP B-TREE FOR ORDER BY')).toEqual([]);
  },
);

it.each(PAGE_QUERIES)('a page begins in an index, after the last row of the one before: %s', (sql) => {
  const found = sql.includes('FROM settings') ? /^SEARCH .*\(rowid=\?\)$/ : /^SEARCH \w+ USING .*>\(?\?/;
  expect(planOf(sql)).toEqual([expect.stringMatching(found)]);
});

it.each(['authorsOfServer', 'authorsOfChannel', 'countsOfAuthor', 'countPending', 'countOf'] as const)(
  '%s reads the index alone',
  (name) => {
    const plan = planOf({ ...BUCKET_QUERIES, ...MESSAGE_QUERIES, ...QUEUE_QUERIES, ...PEOPLE_QUERIES }[name]);
    const reads = plan.filter((step) => /^(SEARCH|SCAN) (?!CONSTANT)/.test(step));
    expect(reads).not.toEqual([]);
    expect(reads.filter((step) => !step.includes('USING COVERING INDEX'))).toEqual([]);
  },
);
