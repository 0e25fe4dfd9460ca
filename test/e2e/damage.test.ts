// A database file that is damaged: under a running bot, and between two runs.
import { execFile } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { expectAll, openScene, type Scene } from '../crash/scene.ts';
import { HARBOUR, runBot, type BotProcess } from './stage.ts';

vi.setConfig({ testTimeout: 240_000 });

const { channels, people, bot, guild } = HARBOUR;
/** sysexits' EX_IOERR. */
const DAMAGED = 74;
const NOTICE = 'My database is damaged and I am stopping now';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  const store = openSqliteStore(file(), { storeContent: true });
  await store.settings.update(guildId.parse(guild), (held) => ({
    ...held,
    reactions: true,
    alertChannelId: channelId.parse(channels.modAlerts),
  }));
  await store.close();
});
afterEach(() => scene.close());

const file = () => join(scene.stage.dataDir, 'barometer.sqlite');

/** Overwrites every page but the first. */
function overwrite(path: string): void {
  const { size } = statSync(path);
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
  closeSync(handle);
}

function replace(): void {
  copyFileSync(file(), `${file()}.old`);
  renameSync(`${file()}.old`, file());
}

/** Some messages that are judged and lie in the file itself, not in its log. */
async function living(): Promise<BotProcess> {
  const first = await scene.stage.start(scene.env);
  const ids = await scene.writeMany('a few words to be kept', 40);
  await scene.judged(ids.at(-1) ?? '');
  await first.stop();
  return scene.stage.start(scene.env);
}

describe('a database that is damaged under a running bot', () => {
  it.each([
    ['overwritten', () => overwrite(file())],
    ['cut off', () => truncateSync(file(), 8192)],
    ['replaced by another file', replace],
    ['moved away', () => renameSync(file(), `${file()}.moved`)],
  ])('%s: is said once, to managers too, and ends the bot with a code of its own', async (_, harm) => {
    const running = await living();
    harm();
    await scene.writeMany('written on top of it', 3);
    expect(await running.ended(), running.output()).toBe(DAMAGED);
    const lines = running.output().split('\n');
    expect(
      lines.filter((line) => /"level":50.*"msg":"[^"]*cannot be used as the database/.test(line)),
    ).toHaveLength(1);
    expect(running.output()).not.toMatch(/^\s+at /m);
    const posts = await scene.stage.people.read(people.mira, channels.modAlerts);
    expect(posts.filter(({ author, content }) => author.id === bot && content.includes(NOTICE))).toHaveLength(
      1,
    );
  });
});

describe('a start that finds what it cannot use ends with one line that names the mend', () => {
  const world = () => join(scene.stage.dataDir, 'local-server.json');
  const local = { DISCORD_TOKEN: '', PORT: '0' };
  it.each<[what: string, prepare: () => unknown, env: Record<string, string>, code: number, said: RegExp]>([
    [
      'a database that is none',
      () => writeFileSync(file(), 'no database '.repeat(999)),
      {},
      DAMAGED,
      /file is not a database/,
    ],
    [
      'a damaged database',
      () => overwrite(file()),
      {},
      DAMAGED,
      /barometer\.sqlite cannot be used as the database/,
    ],
    [
      'a saved world that is a folder',
      () => mkdirSync(world()),
      local,
      1,
      /local-server\.json, the saved world, cannot be used \(EISDIR.*\): move it away/,
    ],
  ])('for %s', async (_, prepare, env, code, said) => {
    prepare();
    const before = statSync(file()).size;
    const bot = runBot(scene.stage.env({ ...scene.env, ...env }));
    expect(await bot.ended(), bot.output()).toBe(code);
    expect(bot.output()).toMatch(said);
    expect(bot.output()).not.toMatch(/^\s+at /m);
    expect(statSync(file()).size).toBe(before);
  });

  it('for a .env that is a folder', async () => {
    const folder = join(scene.stage.dataDir, 'work');
    mkdirSync(join(folder, '.env'), { recursive: true });
    const program = [resolve('dist/cli/barometer.js'), 'doctor', '--recount'];
    const told = await promisify(execFile)(process.execPath, program, { cwd: folder }).catch(
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(told).toMatchObject({ code: 1 });
    expect(told.stderr).toMatch(/^\S+\.env cannot be read \(it is a folder\): [^\n]*\n$/);
  });
});

describe('an old database file beside a newer log', () => {
  it('is refused, or is what the log makes whole: never used while it contradicts itself', async () => {
    const first = await scene.stage.start(scene.env);
    await scene.writeMany('the first words', 20);
    await first.stop();
    copyFileSync(file(), `${file()}.kept`);
    const second = await scene.stage.start(scene.env);
    // Fewer than are marked at once, since the mark of the last is waited for.
    const ids = await scene.writeMany('more words, and more of them '.repeat(40), 30);
    await scene.judged(ids.at(-1) ?? '');
    await second.stop('SIGKILL');
    renameSync(`${file()}.kept`, file());
    const third = runBot(scene.stage.env(scene.env));
    const code = await Promise.race([third.said('is ready').then(() => null), third.ended()]);
    if (code === null) {
      expect((await third.stop()).code).toBe(0);
      await expectAll(openSqliteStore(file(), { storeContent: true }), ids);
    } else expect([code, third.output()]).toEqual([DAMAGED, expect.stringMatching(/put back a backup/)]);
  });
});
