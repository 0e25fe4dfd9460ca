// Servers come and go, seen by an unchanged discord.js client.
import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { client, HARBOUR, nextEvent, rig, useRig } from './rig.ts';

const person = HARBOUR.people;
useRig();

describe('servers', () => {
  it('are joined and left, and channels come and go', async () => {
    const guildId = await rig.people.addGuild({
      name: 'Later',
      ownerId: person.mira,
      channels: [{ name: 'open' }],
      withoutBot: true,
    });
    expect(client.guilds.cache.has(guildId)).toBe(false);
    const joined = nextEvent<{ id: string }>(client, Events.GuildCreate);
    await rig.people.inviteBot(guildId);
    expect((await joined).id).toBe(guildId);
    const made = nextEvent<{ id: string }>(client, Events.ChannelCreate);
    const channelId = await rig.people.addChannel({ guildId, name: 'new' });
    expect((await made).id).toBe(channelId);
    const removed = nextEvent<{ id: string }>(client, Events.ChannelDelete);
    await rig.people.removeChannel(channelId);
    expect((await removed).id).toBe(channelId);
    const member = nextEvent<{ id: string }>(client, Events.GuildMemberAdd);
    const userId = await rig.people.addUser({ username: 'nova', guildIds: [guildId], permissions: '32' });
    expect((await member).id).toBe(userId);
    const left = nextEvent<{ id: string }>(client, Events.GuildDelete);
    await rig.people.kickBot(guildId);
    expect((await left).id).toBe(guildId);
  });
});
