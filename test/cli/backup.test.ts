// `barometer backup`, as an operator calls it while the bot writes.
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { ever, general, idOf, message, tag } from '../contract/store/fixtures.ts';

let directory: string;
let copies: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'backup-'));
  copies = join(directory, 'copies');
  mkdirSync(copies);
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = () => join(directory, 'barometer.sqlite');
const open = (path = file()) => openSqliteStore(path, { storeContent: true });

function backup(target: string, variables: Record<string, string> = {}) {
  const env = { ...process.env, DATA_DIR: directory, MONGODB_URI: '', ...variables };
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const child = execFile(
      process.execPath,
      ['dist/cli/barometer.js', 'backup', target],
      { env },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

it('copies what was acknowledged, whole, while messages are written and judged', async () => {
  const store = open();
  const text = 'what somebody wrote. '.repeat(40);
  const write = async (n: number) => {
    await store.intake.add([message(n, { content: text })]);
    await store.queue.tag([tag(idOf(n))]);
  };
  for (let n = 1; n <= 300; n += 1) await write(n);
  const target = join(copies, 'copy.sqlite');
  const ended = backup(target).then((outcome) => ({ ...outcome, ended: true }));
  let written = 300;
  let result = null;
  while (!result) {
    await write((written += 1));
    result = await Promise.race([ended, new Promise<null>((next) => setImmediate(() => next(null)))]);
  }
  expect(result).toMatchObject({
    code: 0,
    err: '',
    out: `${target}: ${statSync(target).size} bytes, checked.\n`,
  });
  expect(written).toBeGreaterThan(310); // the backup ran while messages were written
  expect(readdirSync(copies)).toEqual(['copy.sqlite']);
  expect(statSync(target).mode & 0o777).toBe(0o600);
  await store.close();

  const copy = open(target);
  const held = (await copy.messages.recent({ guildId: message(1).guildId, channelId: general }, 100_000))
    .length;
  expect(held).toBeGreaterThanOrEqual(300);
  expect(held).toBeLessThanOrEqual(written);
  expect(await copy.recount(ever, false)).toEqual([]);
  await copy.close();
}, 240_000);

it('is put back as docs/storage.md says: the bot then has what it had when the copy was made', async () => {
  const store = open();
  for (let n = 1; n <= 20; n += 1) {
    await store.intake.add([message(n)]);
    await store.queue.tag([tag(idOf(n))]);
  }
  await store.settings.update(message(1).guildId, (held) => ({ ...held, locale: 'zh-CN' }));
  const copy = join(copies, 'copy');
  expect((await backup(copy)).code).toBe(0);
  await store.intake.add([message(21)]);
  await store.close();

  const away = join(directory, 'away');
  mkdirSync(away);
  for (const name of readdirSync(directory).filter((one) => one.startsWith('barometer.sqlite'))) {
    renameSync(join(directory, name), join(away, name));
  }
  renameSync(copy, file());
  const restored = open();
  expect(await restored.recount(ever, true)).toEqual([]);
  expect((await restored.messages.recent({ guildId: message(1).guildId, channelId: null }, 100)).length).toBe(
    20,
  );
  expect(await restored.messages.get(idOf(21))).toBeNull();
  expect((await restored.settings.get(message(1).guildId)).locale).toBe('zh-CN');
  expect(await restored.intake.add([message(21)])).toEqual([idOf(21)]);
  await restored.close();
}, 240_000);

it('leaves what is there alone, and says what cannot be done', async () => {
  await open().close();
  const taken = join(copies, 'taken');
  writeFileSync(taken, 'mine');
  expect(await backup(taken)).toMatchObject({
    code: 1,
    err: `${taken} is there already and is left as it is: name a new file.\n`,
  });
  expect(readFileSync(taken, 'utf8')).toBe('mine');
  expect((await backup(join(copies, 'none', 'copy'))).err).toMatch(
    /copy cannot be written \(it is not there\): [^\n]*\n$/,
  );
  expect((await backup(join(copies, 'x'), { MONGODB_URI: 'mongodb://127.0.0.1/x' })).err).toMatch(
    /mongodump/,
  );
  expect((await backup(join(copies, 'x'), { DATA_DIR: copies })).err).toMatch(
    /barometer\.sqlite is not there/,
  );
  const bytes = readFileSync(file());
  writeFileSync(file(), Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0xa5)]));
  expect(await backup(join(copies, 'x'))).toMatchObject({ code: 74 });
  expect(readdirSync(copies)).toEqual(['taken']);
}, 240_000);
