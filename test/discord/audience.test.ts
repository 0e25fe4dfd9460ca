// Who may read what, on the local server with discord.js's real cache of channels, roles and overwrites.
import { Events, OverwriteType, PermissionFlagsBits, type GuildChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyoneSees } from '../../src/discord/audience.ts';
import { channelId } from '../../src/ids.ts';
import { openStage, type Stage } from '../commands/stage.ts';

const { ViewChannel } = PermissionFlagsBits;
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const sees = (source: string, reader: string | null) =>
  everyoneSees(stage.client, channelId.parse(source), reader === null ? null : channelId.parse(reader));

/** Changes who may see a channel, and waits until the client knows. */
async function overwrite(channel: string, id: string, type: OverwriteType, may: boolean): Promise<void> {
  const known = new Promise<void>((resolve) => {
    const look = (_: unknown, after: unknown) => {
      if ((after as GuildChannel).id !== channel) return;
      stage.client.off(Events.ChannelUpdate, look);
      resolve();
    };
    stage.client.on(Events.ChannelUpdate, look);
  });
  const found = stage.client.channels.cache.get(channel) as GuildChannel;
  const others = found.permissionOverwrites.cache.filter((one) => one.id !== id);
  await found.permissionOverwrites.set([
    ...others.map((one) => ({ id: one.id, type: one.type, allow: one.allow, deny: one.deny })),
    { id, type, ...(may ? { allow: ViewChannel } : { deny: ViewChannel }) },
  ]);
  await known;
}

describe('everyone who reads one channel reads another', () => {
  it('where they are one, or the other is open to all', () => {
    const { general, offtopic, staff } = stage.channels;
    expect(sees(staff, staff)).toBe(true);
    expect(sees(general, offtopic)).toBe(true);
    expect(sees(general, staff)).toBe(true);
  });

  it('not where the other is private, or one of them is unknown', () => {
    const { general, staff } = stage.channels;
    expect(sees(staff, general)).toBe(false);
    expect(sees(general, null)).toBe(false);
    expect(sees('1', general)).toBe(false);
    expect(sees(general, '1')).toBe(false);
  });

  it('not where a person is left out of the open one by name', async () => {
    const { general, offtopic } = stage.channels;
    await overwrite(general, stage.people.ann, OverwriteType.Member, false);
    expect(sees(general, offtopic)).toBe(false);
    expect(sees(offtopic, general)).toBe(true);
  });

  it('of two closed ones only where whoever is let into the reader’s is let into the other', async () => {
    const { general, staff } = stage.channels;
    const everyone = stage.guild;
    // An administrator sees what it closes.
    await stage.acting.setBotPermissions(everyone, PermissionFlagsBits.Administrator);
    await overwrite(general, everyone, OverwriteType.Role, false);
    await overwrite(staff, stage.people.ann, OverwriteType.Member, true);
    expect(sees(general, staff)).toBe(false);
    await overwrite(general, stage.people.ann, OverwriteType.Member, true);
    expect(sees(general, staff)).toBe(true);
    await overwrite(general, stage.people.ben, OverwriteType.Member, false);
    expect(sees(general, staff)).toBe(false);
  });
});
