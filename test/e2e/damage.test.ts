// A database file that is damaged: under a running bot, and between two runs.
import {
  copyFileSync,
  existsSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { channelId, guildId } from '../../src/ids.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { openScene, type Scene } from '../crash/scene.ts';
import { HARBOUR, runBot, type BotProcess } from './stage.ts';

vi.setConfig({ testTimeout: 120_000 });

const { channels, people, bot, guild } = HARBOUR;
/** sysexits' EX_IOERR. */
const DAMAGED = 74;
const NOTICE = 'My database is damaged and I stop now';

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
    [
      'replaced by another file',
      () => (copyFileSync(file(), `${file()}.old`), renameSync(`${file()}.old`, file())),
    ],
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
