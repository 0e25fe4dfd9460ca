// npm run --silent bench:store -- --store sqlite|mongo --messages N [--dir D] [--fill-only]: time and space of the store as it grows.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DAY } from '../src/mood/window.ts';
import type { Store } from '../src/store/store.ts';
import { fill } from './store/fill.ts';
import { END } from './store/generator.ts';
import { askMood, KINDS, type Durations } from './store/mood.ts';
import { mongoPlaces, sqlitePlaces, type Places } from './store/places.ts';
import { quantile, rounded, steadyQuantile } from './store/stats.ts';
import { whileForgetting } from './store/retention.ts';
import { atMost, atRate, JUDGED_PER_SECOND } from './store/writes.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    messages: { type: 'string', default: '1000000' },
    dir: { type: 'string', default: 'data/bench' },
    /** Only fills the stores that are missing. A later run with the same --dir measures them. */
    'fill-only': { type: 'boolean', default: false },
  },
});
const largest = Number(values.messages);
if (!Number.isInteger(largest) || largest < 1_000)
  throw new Error('--messages: write a number of 1000 or more.');
if (values.store !== 'sqlite' && values.store !== 'mongo') throw new Error('--store: write sqlite or mongo.');
const isMongo = values.store === 'mongo';

/** The sizes: powers of ten, and the size on the command line. */
const smallest = Math.min(largest, isMongo ? 10_000 : 100_000);
const sizes = [
  ...Array.from({ length: 8 }, (_, power) => smallest * 10 ** power).filter((n) => n < largest),
  largest,
];
/** What the MongoDB-wire server of the tests can do: a message costs it 5 ms and more. Of it only growth is asked. */
const PER_SECOND = isMongo ? 20 : 2_000;
const IN_FLIGHT = isMongo ? 32 : 256;
const label = (size: number) => size.toExponential().replace('+', '');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function fillOnce(places: Places, size: number): Promise<number | null> {
  const there = await places.bytes(size);
  if (there !== null) {
    say(`${label(size)} was filled before: ${rounded(there / size, 1)} bytes a message`);
    return there / size;
  }
  const store = await places.open(size, { storeContent: false });
  const start = performance.now();
  let said = start;
  await fill(store, size, places.batch, (done) => {
    if (performance.now() - said < 10_000) return;
    said = performance.now();
    process.stderr.write(`filling ${label(size)}: ${done}\n`);
  });
  const perSecond = size / ((performance.now() - start) / 1_000);
  await store.close();
  const bytes = await places.bytes(size);
  const each = bytes === null ? '' : `, ${rounded(bytes / size, 1)} bytes a message`;
  say(`filled ${label(size)}: ${Math.round(perSecond)}/s in batches of ${places.batch}${each}`);
  return bytes === null ? null : bytes / size;
}

function tableOf(asked: readonly Durations[], askedFirst: readonly Durations[]): void {
  say(`\n/mood, p50 / p99 in ms  ${sizes.map((size) => label(size).padStart(16)).join('')}    growth of p99`);
  const row = (name: string, bySize: readonly (readonly number[])[]) => {
    const cells = bySize.map((one) => `${rounded(quantile(one, 0.5))} / ${rounded(p99(one))}`.padStart(16));
    say(`  ${name.padEnd(22)}${cells.join('')}    ${rounded(growthOf(bySize))}`);
  };
  const column = (from: readonly Durations[], kind: keyof Durations) => from.map((one) => one[kind]);
  for (const kind of KINDS) row(kind, column(asked, kind));
  row('all', column(asked, 'all'));
  row('all, the first time', column(askedFirst, 'all'));
}

const p99 = (durations: readonly number[]): number => steadyQuantile(durations, 0.99);

function growthOf(bySize: readonly (readonly number[])[]): number {
  return p99(bySize.at(-1) ?? []) / p99(bySize[0] ?? []);
}

async function writing(store: Store) {
  await atRate(store, { from: END + 3 * DAY, seed: 4 }, PER_SECOND, 2);
  const single = await atRate(store, { from: END + 4 * DAY, seed: 5 }, PER_SECOND, isMongo ? 5 : 20);
  say(
    `\nevent to durable row at ${PER_SECOND}/s, ${JUDGED_PER_SECOND}/s judged meanwhile: ${spread(single)}`,
  );
  const perSecond = await atMost(store, { from: END + 5 * DAY, seed: 6 }, isMongo ? 3 : 10, IN_FLIGHT);
  say(
    `as much as goes, every message judged, one writer, ${IN_FLIGHT} on their way: ${Math.round(perSecond)}/s`,
  );
  return { single, perSecond };
}

function spread(durations: readonly number[]): string {
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => rounded(quantile(durations, share)));
  return `p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms`;
}

const places = isMongo ? await mongoPlaces() : await sqlitePlaces(values.dir);
try {
  let bytesPerMessage: number | null = null;
  for (const size of sizes) bytesPerMessage = await fillOnce(places, size);
  if (values['fill-only']) process.exit(0);

  const stores = await Promise.all(sizes.map((size) => places.open(size, { storeContent: true })));
  // Asked twice: the first time from the disk, the second from memory, where the cost is the store's own.
  const rounds = isMongo ? 30 : 500;
  const first = await askMood(stores, rounds);
  const durations = await askMood(stores, rounds);
  tableOf(durations, first);
  const all = durations.map((one) => one.all);

  const store = stores.at(-1);
  if (!store) throw new RangeError('No store.');
  const { single, perSecond } = await writing(store);
  const { writes, seconds } = await whileForgetting(store, Math.ceil(largest / 730), PER_SECOND);
  say(`while a day's messages are forgotten (in ${rounded(seconds)} s): ${spread(writes)}`);
  await Promise.all(stores.map((one) => one.close()));

  const figures = {
    store: values.store,
    messages: largest,
    moodP99Ms: Object.fromEntries(sizes.map((size, index) => [label(size), rounded(p99(all[index] ?? []))])),
    growth: rounded(growthOf(all)),
    durableP99Ms: rounded(quantile(single, 0.99)),
    perSecond: Math.round(perSecond),
    bytesPerMessage: bytesPerMessage === null ? null : rounded(bytesPerMessage, 1),
    retentionLongestWriteMs: rounded(quantile(writes, 1)),
  };
  const name = isMongo ? 'store-mongo' : 'store';
  await writeFile(`bench/results/${name}.json`, `${JSON.stringify(figures, null, 2)}\n`);
  say(JSON.stringify(figures));
} finally {
  await places.clear();
}
