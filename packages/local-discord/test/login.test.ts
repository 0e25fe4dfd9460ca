// An unchanged discord.js client logs in and talks.
import { Events, type Message, PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { client, HARBOUR, nextEvent, startRig, rig, useRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
useRig();

describe('the local server', () => {
  it('lets discord.js log in and shows it the server with its channels, roles and members', async () => {
    expect(client.user.id).toBe(HARBOUR.bot);
    const guild = client.guilds.cache.get(HARBOUR.guild)!;
    expect(guild.name).toBe('Harbour');
    expect(guild.channels.cache.map(({ name }) => name)).toEqual([
      'general',
      'support',
      'mood-reports',
      'mod-alerts',
    ]);
    expect(guild.members.cache.size).toBe(6);
    expect((await guild.members.fetch()).size).toBe(6);
    expect(guild.members.me?.permissions.has('SendMessages')).toBe(true);
    expect((await client.application.fetch()).id).toBe(HARBOUR.bot);
    expect((await rig.people.state()).online).toBe(true);
  });

  it('gives the bot of a new world the name and the permissions that the host chose', async () => {
    const { ViewChannel, ManageThreads } = PermissionFlagsBits;
    const other = await startRig({ bot: { name: 'Rosa', permissions: ViewChannel | ManageThreads } });
    const rosa = await other.login();
    expect(rosa.user.username).toBe('Rosa');
    const own = rosa.guilds.cache.get(HARBOUR.guild)!.members.me!.roles.botRole!;
    expect(own.name).toBe('Rosa');
    expect(own.permissions.toArray()).toEqual(['ViewChannel', 'ManageThreads']);
    await other.close();
  });

  it('carries a message to the bot and the reply back to people', async () => {
    const received = nextEvent<Message>(client, Events.MessageCreate);
    const answer = rig.people.answerTo(() => rig.people.post(person.tomas, channels.general, 'Ahoy!'));
    const message = await received;
    expect(message.content).toBe('Ahoy!');
    expect(message.member?.displayName).toBe('Tomás');
    await message.reply('Ahoy yourself');
    const reply = await answer;
    expect(reply.content).toBe('Ahoy yourself');
    expect(reply.referenced_message?.content).toBe('Ahoy!');
    expect(reply.mentions.map(({ id }) => id)).toEqual([person.tomas]);
  });
});
