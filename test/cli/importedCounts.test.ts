// After an import the buckets are recounted from the messages, as `barometer doctor --recount` does.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTotals } from '../../src/cli/serverFile.ts';
import { DAY, HOUR, quarterOf } from '../../src/mood/window.ts';
import type { PortableRow, RowOf } from '../../src/store/portable.ts';
import {
  counts,
  general,
  guild,
  idOf,
  judged,
  message,
  otherGuild,
  server,
} from '../contract/store/fixtures.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { barometer, open, type Place } from './places.ts';

vi.setConfig({ testTimeout: 300_000 });

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'counts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => join(folder, 'server.jsonl');
function embedded(name: string, more: Place = {}): Place {
  const DATA_DIR = join(folder, name);
  mkdirSync(DATA_DIR, { recursive: true });
  return { DATA_DIR, MONGODB_URI: '', ...more };
}
/** In the window that is recounted, at the start of a quarter-hour. */
const RECENTLY = quarterOf(Date.now() - 2 * DAY);
const window = { from: RECENTLY - DAY, to: RECENTLY + DAY };

/** Some messages of a server, and its file. */
async function exported(from: Place): Promise<void> {
  const store = await open(from);
  await judged(store, message(1, { createdAt: RECENTLY }), 'negative');
  await judged(store, message(2, { createdAt: RECENTLY + 1000 }));
  await judged(store, message(3, { createdAt: RECENTLY + HOUR }), 'neutral', true);
  await store.close();
  expect(await barometer(['export', guild, file()], from)).toMatchObject({ code: 0, err: '' });
}

/** The same, after texts of a week and messages of thirty days were forgotten there. */
async function forgetful(from: Place): Promise<void> {
  const store = await open(from);
  await judged(store, message(8, { createdAt: RECENTLY - 40 * DAY }));
  await judged(store, message(7, { createdAt: RECENTLY - 20 * DAY }), 'negative');
  await store.expire(Date.now() - 7 * DAY, Date.now() - 30 * DAY, 100);
  expect(await store.messages.get(idOf(8))).toBeNull();
  expect(await store.messages.get(idOf(7))).toMatchObject({ content: null, verdict: { label: 'negative' } });
  expect(await store.buckets.counts(server, { from: 0, to: RECENTLY })).toEqual(counts(1, 0, 1));
  await store.close();
  await exported(from);
}

/** Changes buckets of the file and its sum, so that it is a whole export still. */
function forge(change: (bucket: RowOf<'bucket'>) => RowOf<'bucket'>): void {
  const [head, ...lines] = readFileSync(file(), 'utf8').trimEnd().split('\n');
  const rows = lines.slice(0, -1).map((line) => JSON.parse(line) as PortableRow);
  const changed = rows.map((row) => (row.kind === 'bucket' ? change(row) : row));
  const sums = createTotals();
  for (const row of changed) sums.add(row, guild);
  const text = [head, ...[...changed, sums.totals()].map((row) => JSON.stringify(row))];
  writeFileSync(file(), `${text.join('\n')}\n`);
}
/** Three positive messages more in one bucket of the channel. */
const threeMore = (bucket: RowOf<'bucket'>) =>
  bucket.channelId === general && bucket.negative > 0 ? { ...bucket, positive: bucket.positive + 3 } : bucket;

async function tellsAndMends(to: Place): Promise<void> {
  forge(threeMore);
  const store = await open(to);
  await judged(store, message(9, { guildId: otherGuild, createdAt: RECENTLY }));
  await store.close();
  const imported = await barometer(['import', file()], to);
  expect([imported.code, imported.out]).toEqual([1, '']);
  const at = `${new Date(RECENTLY).toISOString().slice(0, 16)}Z`;
  expect(imported.err).toMatch(/^Buckets that are not what the messages say: [23] \(the first: [^\n]*\n$/);
  expect(imported.err).toContain(
    `server ${guild}, channel ${general}, quarter-hour of ${at}: ` +
      'held 5 (4 positive, 0 neutral, 1 negative; 0 uncertain), recounted 2 (1 positive, 0 neutral, 1 negative; 0 uncertain)',
  );
  expect(imported.err).toContain(
    'They were so in the file; barometer doctor --recount --repair puts them right.',
  );
  expect((await barometer(['doctor', '--recount'], to)).code).toBe(1);
  expect((await barometer(['doctor', '--recount', '--repair'], to)).code).toBe(0);
  const mended = await open(to);
  expect(await mended.recount(window, false)).toEqual([]);
  expect(await mended.buckets.counts({ guildId: guild, channelId: general }, window)).toEqual(
    counts(1, 1, 1, 1),
  );
  await mended.close();
}

describe('an import into the embedded store', () => {
  it('says that every bucket is what its messages say', async () => {
    await exported(embedded('a'));
    const { code, out, err } = await barometer(['import', file()], embedded('b'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/, all as in \S+server\.jsonl, and every bucket is what its messages say\.\n$/);
  });

  it('tells in one line of a bucket of the file that was changed by hand, and the mend works', async () => {
    await exported(embedded('a'));
    await tellsAndMends(embedded('b'));
  });

  it('takes no forgotten text and no message that is gone for a difference, whichever of the two kept them longer', async () => {
    await forgetful(embedded('a', { HISTORY_DAYS: '30' }));
    for (const HISTORY_DAYS of ['10', '30', '730']) {
      const to = embedded(`b${HISTORY_DAYS}`, { HISTORY_DAYS });
      expect(await barometer(['import', file()], to)).toMatchObject({ code: 0, err: '' });
    }
  });

  it('names a mend that leaves the older counts alone where the file has fewer days of messages', async () => {
    await forgetful(embedded('a', { HISTORY_DAYS: '30' }));
    forge(threeMore);
    const to = embedded('b', { HISTORY_DAYS: '730' });
    const { err } = await barometer(['import', file()], to);
    expect(err).toContain('HISTORY_DAYS=30 barometer doctor --recount --repair puts them right');
    await barometer(['doctor', '--recount', '--repair'], { ...to, HISTORY_DAYS: '30' });
    const mended = await open(to);
    expect(await mended.buckets.counts(server, { from: 0, to: Date.now() })).toEqual(counts(2, 1, 2, 1));
    await mended.close();
  });
});

describeMongo('an import into MongoDB', 'replica set', (mongo) => {
  it('tells in one line of a bucket of the file that was changed by hand, and the mend works', async () => {
    await exported(embedded('a'));
    await tellsAndMends({ MONGODB_URI: mongo.freshUri(), DATA_DIR: folder });
  });

  it('takes no forgotten text and no message that is gone for a difference', async () => {
    await forgetful({ MONGODB_URI: mongo.freshUri(), DATA_DIR: folder, HISTORY_DAYS: '30' });
    expect(
      await barometer(['import', file()], { MONGODB_URI: mongo.freshUri(), DATA_DIR: folder }),
    ).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('every bucket is what its messages say') as string,
    });
  });
});
