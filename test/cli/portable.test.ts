// `barometer export` and `import`: a server moves between the stores, whole, and what is cut or changed is noticed.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { general, guild, idOf, judged, message, NOON, otherGuild } from '../contract/store/fixtures.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { barometer, open, type Place } from './places.ts';
import { fill, seen } from './portableServer.ts';

vi.setConfig({ testTimeout: 300_000 });

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'portable-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const sqlite = (name: string): Place => ({ DATA_DIR: join(folder, name), MONGODB_URI: '' });

/** Moves the server from one place to the next and compares what the bot sees there. */
async function move(from: Place, to: Place, name: string): Promise<void> {
  const file = join(folder, name);
  const exported = await barometer(['export', guild, file], from);
  expect(exported).toMatchObject({ code: 0, err: '' });
  expect(exported.out).toMatch(
    /: optOut 1, message 29, bucket \d+, authors \d+, incident 2, claim 2, report 1, event 1, delivery 3, reset 1, settings 1\.\n$/,
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const imported = await barometer(['import', file], to);
  expect(imported).toMatchObject({ code: 0, err: '' });
  expect(imported.out).toContain('message 29');
  const [source, target] = [await open(from), await open(to)];
  expect(await seen(target)).toEqual(inMillionths(await seen(source)));
  const [led] = (await target.incidents.recent(guild, 10)).filter(({ leadId }) => leadId !== null);
  const lead = await target.incidents.get(led!.leadId!);
  expect(lead).toMatchObject({ channelId: general, state: 'acknowledged', messageId: idOf(900) });
  expect(await target.claims.get(`alert:${guild}:${lead!.id}`)).toMatchObject({ messageId: idOf(900) });
  expect(await target.claims.get(`notice:${otherGuild}:${NOON}`)).toBeNull();
  expect(await target.messages.get(idOf(33))).toBeNull();
  await source.close();
  await target.close();
}

/** Both stores hold probabilities in millionths after a move. */
const inMillionths = <T>(facts: T): T =>
  JSON.parse(JSON.stringify(facts), (_key, value: unknown) =>
    typeof value === 'number' && value > 0 && value < 1 ? Math.round(value * 1e6) / 1e6 : value,
  ) as T;

describe('export and import between embedded stores', () => {
  it('move everything that is held of a server, and nothing of another', async () => {
    mkdirSync(sqlite('a')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    await fill(store);
    await store.close();
    await move(sqlite('a'), sqlite('b'), 'server.jsonl');
    const again = await barometer(['import', join(folder, 'server.jsonl')], sqlite('b'));
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/^The store holds something of server \d+ already: with --resume/);
    expect(await barometer(['import', join(folder, 'server.jsonl'), '--resume'], sqlite('b'))).toMatchObject({
      code: 0,
    });
  });

  it('go on after an import that was cut short, and tell a store that had other data', async () => {
    mkdirSync(sqlite('a')['DATA_DIR']!);
    mkdirSync(sqlite('b')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    await fill(store);
    await store.close();
    const file = join(folder, 'server.jsonl');
    expect((await barometer(['export', guild, file], sqlite('a'))).code).toBe(0);
    const half = await open(sqlite('b'));
    for (const kind of ['message', 'bucket', 'incident'] as const) {
      const text = readFileSync(file, 'utf8').trim().split('\n');
      const rows = text.map((line) => JSON.parse(line) as { kind?: string });
      await half.portable.put(guild, rows.filter((row) => row.kind === kind).slice(0, 9) as never);
    }
    await half.close();
    expect(await barometer(['import', file, '--resume'], sqlite('b'))).toMatchObject({ code: 0, err: '' });
    const other = await open(sqlite('b'));
    await other.intake.add([message(77)]);
    await other.close();
    const differs = await barometer(['import', file, '--resume'], sqlite('b'));
    expect(differs.code).toBe(1);
    expect(differs.err).toMatch(/^What is held now is not what the file holds \(.*message 29.*message 30/);
  });

  it('keep no text of a judged message where STORE_CONTENT is false, and that is as it should be', async () => {
    mkdirSync(sqlite('a')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    await judged(store, message(1));
    await store.intake.add([message(2)]);
    await store.close();
    const file = join(folder, 'server.jsonl');
    expect((await barometer(['export', guild, file], sqlite('a'))).code).toBe(0);
    const place = { ...sqlite('b'), STORE_CONTENT: 'false' };
    expect(await barometer(['import', file], place)).toMatchObject({ code: 0, err: '' });
    expect(await barometer(['import', file, '--resume'], place)).toMatchObject({ code: 0, err: '' });
    const target = await open(place);
    expect((await target.messages.get(idOf(1)))!).toMatchObject({ content: null, verdict: {} });
    expect((await target.messages.get(idOf(2)))!.content).toBe(message(2).content);
    await target.close();
  });

  it('keep two events that are alike as two', async () => {
    mkdirSync(sqlite('a')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    const event = { guildId: guild, text: 'Stream', at: NOON, lasts: 0 };
    await store.events.add(event);
    await store.events.add(event);
    await store.close();
    const file = join(folder, 'server.jsonl');
    expect((await barometer(['export', guild, file], sqlite('a'))).code).toBe(0);
    for (const more of [[], ['--resume']])
      expect(await barometer(['import', file, ...more], sqlite('b'))).toMatchObject({
        code: 0,
        out: expect.stringContaining('event 2') as string,
      });
  });

  it('refuse a file that is cut, changed or no export, before anything is written', async () => {
    mkdirSync(sqlite('a')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    await judged(store, message(1));
    await judged(store, message(2));
    await store.close();
    const file = join(folder, 'server.jsonl');
    expect((await barometer(['export', guild, file], sqlite('a'))).code).toBe(0);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const bad = async (changed: readonly string[]) => {
      writeFileSync(join(folder, 'bad.jsonl'), `${changed.join('\n')}\n`);
      return (await barometer(['import', join(folder, 'bad.jsonl')], sqlite('b'))).err;
    };
    expect(await bad(lines.slice(0, -1))).toContain('(its end is missing): export it again.');
    expect(await bad(lines.filter((_line, index) => index !== 1))).toContain(
      'a row was changed or is missing',
    );
    expect(await bad(['{"format":"other"}', ...lines.slice(1)])).toContain('its first line is not that');
    expect(await bad([lines[0]!, '{"kind":"message","id":"x"}'])).toContain('(line 2 is no row)');
    expect(existsSync(sqlite('b')['DATA_DIR']!)).toBe(false);
    expect((await barometer(['export', otherGuild, join(folder, 'none')], sqlite('a'))).err).toMatch(
      /^Nothing is held of server/,
    );
    expect((await barometer(['export', 'here', 'there'], sqlite('a'))).err).toMatch(/^export needs the id/);
  });

  it('leave nothing behind where an export fails, and a file that is there as it is', async () => {
    mkdirSync(sqlite('a')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    await judged(store, message(1));
    await store.close();
    const files = join(folder, 'files');
    mkdirSync(files);
    const unknown = await barometer(['export', otherGuild, join(files, 'none')], sqlite('a'));
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Nothing is held of server/) as string,
    });
    const absent = await barometer(['export', guild, join(files, 'absent', 'one.jsonl')], sqlite('a'));
    expect(absent.err).toMatch(/one\.jsonl cannot be written \(it is not there\): [^\n]*\n$/);
    expect(readdirSync(files)).toEqual([]);
    const kept = join(files, 'kept.jsonl');
    writeFileSync(kept, 'an export of before');
    expect(await barometer(['export', guild, kept], sqlite('a'))).toEqual({
      code: 1,
      out: '',
      err: `${kept} is there already and is left as it is: name a new file.\n`,
    });
    expect(readFileSync(kept, 'utf8')).toBe('an export of before');
    expect(readdirSync(files)).toEqual(['kept.jsonl']);
  });
});

describeMongo('export and import with MongoDB', 'replica set', (mongo) => {
  it('move a server from SQLite to MongoDB, on to another MongoDB, and back, and nothing changes on the way', async () => {
    const [first, second] = [1, 2].map((): Place => ({ MONGODB_URI: mongo.freshUri(), DATA_DIR: folder }));
    mkdirSync(sqlite('a')['DATA_DIR']!);
    const store = await open(sqlite('a'));
    await fill(store);
    await store.close();
    await move(sqlite('a'), first!, 'one.jsonl');
    await move(first!, second!, 'two.jsonl');
    await move(second!, sqlite('b'), 'three.jsonl');
    const sums = ['one', 'two', 'three'].map((name) => {
      const last = readFileSync(join(folder, `${name}.jsonl`), 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1);
      return (JSON.parse(last!) as { sum: string }).sum;
    });
    expect(new Set(sums).size).toBe(1);
  });

  it('give incidents of MongoDB ids of the embedded store, and their claims follow', async () => {
    const from: Place = { MONGODB_URI: mongo.freshUri(), DATA_DIR: folder };
    const store = await open(from);
    await fill(store);
    await store.close();
    await move(from, sqlite('b'), 'mongo.jsonl');
  });
});
