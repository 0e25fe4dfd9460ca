import { Events, type GuildChannel, type Message, OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchChoice } from '../../src/discord/permissions.ts';
import { placeOf } from '../../src/discord/place.ts';
import { channelId } from '../../src/ids.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const CHOICE: WatchChoice = { include: [], exclude: [] };

async function asked(who: string, where: string): Promise<Message<true>> {
  const heard = new Promise<Message>((resolve) => stage.client.once(Events.MessageCreate, resolve));
  await stage.acting.post(who, where, 'how is everyone?');
  const message = await heard;
  if (!message.inGuild()) throw new Error('not in a server');
  return message;
}

const names = async (message: Message<true>, choice = CHOICE) =>
  (await placeOf(message, choice)).channels.map(
    ({ name, isWatched }) => `${name}${isWatched ? '' : ' (unread)'}`,
  );

/** Closes #offtopic to all but the owner and the bot. */
async function closeOfftopic(): Promise<void> {
  const channel = stage.client.channels.cache.get(stage.channels.offtopic) as GuildChannel;
  const known = new Promise((resolve) => stage.client.once(Events.ChannelUpdate, resolve));
  const { ViewChannel } = PermissionFlagsBits;
  await channel.permissionOverwrites.set([
    { id: stage.client.user.id, type: OverwriteType.Member, allow: ViewChannel },
    { id: stage.guild, type: OverwriteType.Role, deny: ViewChannel },
  ]);
  await known;
}

describe('what may be spoken of', () => {
  it('is what the asker and all who read the answer may see', async () => {
    const { people, channels } = stage;
    const member = await asked(people.ann, channels.general);
    expect(await names(member)).toEqual(['general', 'offtopic']);
    const choice = { include: [], exclude: [channelId.parse(channels.general)] };
    expect(await names(member, choice)).toEqual(['general (unread)', 'offtopic']);
    expect((await placeOf(member, CHOICE)).names).toContain('general');

    await closeOfftopic();
    expect(await names(member)).toEqual(['general']);
    // The owner sees #offtopic, but the others in #general do not.
    expect(await names(await asked(people.owner, channels.general))).toEqual(['general']);
    expect(await names(await asked(people.owner, channels.offtopic))).toEqual([
      'general',
      'offtopic (unread)',
    ]);
  });
});
