// `barometer doctor` without --recount, against a local Discord.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { lockDataDir } from '../../src/store/lock.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { guild, message } from '../contract/store/fixtures.ts';
import { describeMongo } from '../support/mongo/describe.ts';
import { HARBOUR, startRig, TOKEN, type Rig } from '../support/localServer.ts';

vi.setConfig({ testTimeout: 120_000 });
let rig: Rig;
let folder: string;
beforeAll(async () => void (rig = await startRig()));
afterAll(() => rig.close());
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'doctor-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function doctor(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['dist/cli/barometer.js', 'doctor', ...args], {
    env: {
      ...process.env,
      ...{ DATA_DIR: folder, MONGODB_URI: '', DISCORD_TOKEN: TOKEN, DISCORD_API_URL: rig.apiUrl },
      ...{ MODEL: 'smollm2-135m', MODEL_CACHE_DIR: inject('weights').cacheDir },
      ...env,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err };
}

/** A Discord that answers everything with this, at this moment. */
async function discordThat(status: number, body: unknown, date = new Date()) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', Date: date.toUTCString() });
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

describe('barometer doctor', () => {
  it('finds Discord, the store, the machine and the model well', async () => {
    const store = openSqliteStore(join(folder, 'barometer.sqlite'), { storeContent: true });
    await store.settings.update(guild, (held) => ({ ...held, locale: 'zh-CN' }));
    await store.intake.add([message(1)]);
    await store.close();
    const { code, out, err } = await doctor([]);
    expect(err).toBe('');
    expect(out).toMatch(/^ok {4}Node: v\d+/);
    expect(out).toMatch(/\nok {4}clock: \d s from Discord's\n/);
    expect(out).toMatch(/\nok {4}token: Barometer \(\d+\)\n/);
    expect(out).toContain('\nok    message content intent: on\n');
    expect(out).toContain(`\nok    server ${HARBOUR.guild}: the bot has every right that it asks for\n`);
    expect(out).toContain('\nok    store: sqlite with 1 servers; 1 messages wait for a verdict\n');
    expect(out).toMatch(/\nok {4}weights: smollm2-135m\/q4_1, calibrated\n/);
    expect(out).toMatch(/\nok {4}self-test: \d+ of 10 plain messages in three languages are judged right\n/);
    expect(code).toBe(out.includes('\nlook') ? 2 : 0); // a machine may be short of memory
    expect(out).not.toContain(TOKEN);
  });

  it('names a refused token, an intent that is off, missing rights and a clock that is wrong', async () => {
    const refused = await doctor(['--quick'], { DISCORD_TOKEN: 'wrong' });
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/\nmend {2}token: Discord refuses it: copy the token again/);
    const off = await startRig({ messageContentIntent: false, bot: { permissions: 1024n } });
    const { code, out } = await doctor(['--quick'], { DISCORD_API_URL: off.apiUrl });
    await off.close();
    expect(code).toBe(1);
    expect(out).toMatch(/\nmend {2}message content intent: off: switch on/);
    expect(out).toMatch(/\nlook {2}server \d+: the bot lacks SendMessages, .*EmbedLinks/);
    const late = await discordThat(401, {}, new Date(Date.now() - 3_600_000));
    expect((await doctor(['--quick'], { DISCORD_API_URL: late.url })).out).toMatch(
      /\nmend {2}clock: 36\d\d s from Discord's: set the clock/,
    );
    late.close();
  });

  it('says what it cannot reach, and that a running bot holds the store', async () => {
    const gone = await discordThat(200, {});
    gone.close();
    const MODEL_PATH = join(folder, 'none.gguf');
    const weightless = await doctor([], { MODEL_PATH });
    expect(weightless.code).toBe(1);
    expect(weightless.out).toMatch(/\nmend {2}model: .*none\.gguf/);
    expect((await doctor(['--quick'], { DISCORD_API_URL: gone.url })).out).toMatch(
      /\nmend {2}Discord: \S.*\n/,
    );
    await openSqliteStore(join(folder, 'barometer.sqlite'), { storeContent: true }).close();
    const lock = await lockDataDir(folder);
    expect((await doctor(['--quick'])).out).toMatch(
      /\nok {4}store: \S+ is sound, and in use by a running bot\n/,
    );
    lock.release();
    writeFileSync(join(folder, 'barometer.sqlite'), 'not a database, by any means'.repeat(200));
    const damaged = await doctor(['--quick']);
    expect(damaged.code).toBe(1);
    expect(damaged.out).toMatch(/\nmend {2}store: .*barometer\.sqlite/);
  });
});

describeMongo('barometer doctor with MongoDB', 'standalone', (mongo) => {
  it('changes nothing in a database that a running bot may use', async () => {
    const uri = mongo.freshUri();
    const { out } = await doctor(['--quick'], { MONGODB_URI: uri });
    expect(out).toContain('\nok    store: mongodb with 0 servers; 0 messages wait for a verdict\n');
    const client = new MongoClient(uri);
    const collections = await client.db().listCollections().toArray();
    await client.close();
    expect(collections).toEqual([]);
  });
});
