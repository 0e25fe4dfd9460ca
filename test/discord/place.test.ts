import { Events, type GuildChannel, type Message, OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../src/discord/place.ts';
import { channelId } from '../../src/ids.ts';
import { openStage, type Stage } from '../commands/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const CHOICE = { include: [], exclude: [] };

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

/** Lets the bot into #staff, where nobody but the owner is. */
async function letBotIn(): Promise<void> {
  const staff = stage.client.channels.cache.get(stage.channels.staff) as GuildChannel;
  const known = new Promise((resolve) => stage.client.once(Events.ChannelUpdate, resolve));
  const { ViewChannel } = PermissionFlagsBits;
  await staff.permissionOverwrites.set([
    { id: stage.guild, type: OverwriteType.Role, deny: ViewChannel },
    { id: stage.client.user.id, type: OverwriteType.Member, allow: ViewChannel },
  ]);
  await known;
}

describe('what may be spoken of', () => {
  it('is what the asker and all who read the answer may see', async () => {
    const { people, channels } = stage;
    await letBotIn();
    const member = await asked(people.ann, channels.general);
    expect(await names(member)).toEqual(['general', 'offtopic']);
    // The owner sees #staff, but the others in #general do not.
    expect(await names(await asked(people.owner, channels.general))).toEqual(['general', 'offtopic']);
    expect(await names(await asked(people.owner, channels.staff))).toContain('staff (unread)');
    const choice = {
      include: [channelId.parse(channels.staff)],
      exclude: [channelId.parse(channels.general)],
    };
    expect(await names(member, choice)).toEqual(['general (unread)', 'offtopic']);
    expect((await placeOf(member, CHOICE)).names).toContain('ann');
  });
});
