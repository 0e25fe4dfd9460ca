// The local world survives a restart, and a broken snapshot does no harm.
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SnapshotUnusableError } from '../src/index.ts';
import { manualClock } from '../src/testing/index.ts';
import { HARBOUR, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let folder: string;
let snapshotPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-discord-world-'));
  snapshotPath = join(folder, 'deep', 'world.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the world', () => {
  it('is found as it was left: people, messages, reactions, files, commands', async () => {
    const before = await startRig({ snapshotPath });
    const client = await before.login();
    await client.application.commands.set([{ name: 'mood', description: 'x' }]);
    const userId = await before.people.addUser({ username: 'nova', guildIds: [HARBOUR.guild] });
    const message = await before.people.post(userId, channels.general, 'remember me', {
      files: [{ name: 'a.txt', contentType: 'text/plain', base64: btoa('kept') }],
    });
    await before.people.react(person.lin, message, '😄');
    const dm = await before.people.dm(userId);
    const state = await before.people.state();
    await before.close();

    const after = await startRig({ snapshotPath });
    try {
      expect(await after.people.state()).toEqual({ ...state, online: false });
      expect(await after.people.dm(userId)).toBe(dm);
      const [kept] = await after.people.read(person.lin, channels.general);
      expect(kept).toMatchObject({ id: message.id, content: 'remember me' });
      expect(kept!.reactions).toMatchObject([{ count: 1, me: true }]);
      expect(await (await fetch(kept!.attachments[0]!.url)).text()).toBe('kept');
      expect((await after.people.commands()).map(({ name }) => name)).toEqual(['mood']);
    } finally {
      await after.close();
    }
  });

  it('is not guessed where its file is none: the start is refused in one line', async () => {
    await mkdir(snapshotPath, { recursive: true });
    const starting = startRig({ snapshotPath });
    await expect(starting).rejects.toBeInstanceOf(SnapshotUnusableError);
    await expect(starting).rejects.toThrow(/world\.json, the saved world, cannot be used \(EISDIR.*\): move/);
  });

  it('is written a moment after a change, without waiting for the end', async () => {
    const clock = manualClock(Date.now());
    const rig = await startRig({ snapshotPath, clock });
    try {
      await rig.people.post(person.lin, channels.general, 'soon on disk');
      await expect(readFile(snapshotPath)).rejects.toThrow('ENOENT');
      await clock.advance(2_000);
      // The write itself is the system's: closing waits for it.
    } finally {
      await rig.close();
    }
    expect(await readFile(snapshotPath, 'utf8')).toContain('soon on disk');
    expect((await readdir(join(folder, 'deep'))).sort()).toEqual(['world.json']);
  });

  it.each([
    ['broken', '{"format":"barometer-loc'],
    ['foreign', '{"hello":"world"}'],
  ])('starts afresh beside a %s snapshot, which is kept aside', async (_, text) => {
    snapshotPath = join(folder, 'world.json');
    await writeFile(snapshotPath, text);
    const rig = await startRig({ snapshotPath });
    expect((await rig.people.state()).guilds[0]?.name).toBe('Harbour');
    await rig.close();
    const aside = (await readdir(folder)).find((name) => name.startsWith('world.json.broken-'));
    expect(await readFile(join(folder, aside!), 'utf8')).toBe(text);
  });
});
