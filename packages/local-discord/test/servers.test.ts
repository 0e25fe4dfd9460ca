// Servers come and go, seen by an unchanged discord.js client.
import { type Client, Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR, type Rig, nextEvent, startRig } from './rig.ts';

const person = HARBOUR.people;
let rig: Rig;
let client: Client<true>;

beforeAll(async () => {
  rig = await startRig();
  client = await rig.login();
});
afterAll(() => rig.close());

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
