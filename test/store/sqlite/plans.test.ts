// No query of the hot path walks a whole table.
import { expect, it } from 'vitest';
import { BUCKET_QUERIES } from '../../../src/store/sqlite/buckets.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { FORGETTING_QUERIES } from '../../../src/store/sqlite/forgetting.ts';
import { ERASE_QUERIES } from '../../../src/store/sqlite/erase.ts';
import { PEOPLE_QUERIES } from '../../../src/store/sqlite/people.ts';
import { MESSAGE_QUERIES } from '../../../src/store/sqlite/reads.ts';
import { SKETCH_QUERIES } from '../../../src/store/sqlite/sketches.ts';

const QUERIES = {
  ...MESSAGE_QUERIES,
  ...BUCKET_QUERIES,
  ...FORGETTING_QUERIES,
  ...PEOPLE_QUERIES,
  ...ERASE_QUERIES,
  ...SKETCH_QUERIES,
};

/** Walking what waits for a verdict, or the servers there are, is what these are for; both are few. */
const SMALL =
  /^SCAN (messages USING COVERING INDEX messages_pending|s$|s USING COVERING INDEX scopes_by_channel|(messages|m) USING (COVERING )?INDEX messages_unjudged)/;

function planOf(sql: string): string[] {
  const database = openDatabase(':memory:');
  const unnamed = (sql.match(/\?/g) ?? []).map(() => 1);
  const named = Object.fromEntries((sql.match(/\$\w+/g) ?? []).map((name) => [name.slice(1), 1]));
  const rows = database.handle
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...(unnamed.length > 0 ? unnamed : Object.keys(named).length > 0 ? [named] : []));
  database.close();
  return rows.map(({ detail }) => detail);
}

it.each(Object.entries(QUERIES))('%s searches an index', (_, sql) => {
  const plan = planOf(sql);
  expect(plan.length).toBeGreaterThan(0);
  expect(plan.filter((step) => step.startsWith('SCAN') && !SMALL.test(step))).toEqual([]);
});

it.each(['recentInServer', 'recentInChannel', 'recentOfAuthor', 'newestJudged', 'newestUnjudged'] as const)(
  '%s reads no more rows than it gives: the index has their order',
  (name) => {
    const plan = planOf(MESSAGE_QUERIES[name]);
    expect(plan.filter((step) => step === 'USE TEMP B-TREE FOR ORDER BY')).toEqual([]);
  },
);

it.each(['authorsOfServer', 'authorsOfChannel', 'countsOfAuthor'] as const)(
  '%s reads the index alone',
  (name) => {
    const plan = planOf({ ...BUCKET_QUERIES, ...MESSAGE_QUERIES }[name]);
    const searches = plan.filter((step) => step.startsWith('SEARCH'));
    expect(searches).toEqual([expect.stringContaining('USING COVERING INDEX')]);
  },
);
