// Where the application is: in servers that added it, and with people who installed it for themselves.
import {
  ApplicationIntegrationType as Install,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  InteractionContextType as Where,
  MessageFlags,
  PermissionFlagsBits,
  TextChannel,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_BOT } from '../src/world/open.ts';
import { HARBOUR, type Rig, nextEvent, startRig, TOKEN } from './rig.ts';

const { people: person, channels, bot } = HARBOUR;
const COMMANDS = [
  { name: 'here', description: 'of the server', integration_types: [Install.GuildInstall] },
  {
    name: 'everywhere',
    description: 'of the person too',
    integration_types: [Install.GuildInstall, Install.UserInstall],
    contexts: [Where.Guild, Where.BotDM, Where.PrivateChannel],
  },
  { name: 'mine', description: 'of the person', integration_types: [Install.UserInstall] },
  { name: 'plain', description: 'says nothing of it' },
];
let rig: Rig;
let client: Client<true>;
/** Of a server that the bot is not in. */
let lobby: string;
let zed: string;

beforeAll(async () => {
  rig = await startRig();
  client = await rig.login();
  await client.application.commands.set(COMMANDS);
  zed = await rig.people.addUser({ username: 'zed' });
  const guild = await rig.people.addGuild({
    name: 'Elsewhere',
    ownerId: zed,
    channels: [{ name: 'lobby' }],
    withoutBot: true,
  });
  const { guilds } = await rig.people.state();
  lobby = guilds.find(({ id }) => id === guild)!.channels[0]!.id;
});
afterAll(() => rig.close());

const asked = () => nextEvent<ChatInputCommandInteraction>(client, Events.InteractionCreate);

describe('a command', () => {
  it('is where it says, and where the application can be installed if it does not say', () => {
    const types = client.application.commands.cache.map(({ name, integrationTypes }) => [
      name,
      integrationTypes,
    ]);
    expect(Object.fromEntries(types)).toEqual({ here: [0], everywhere: [0, 1], mine: [1], plain: [0, 1] });
  });

  it('comes to a server without the bot with the person who installed it, and with nobody else', async () => {
    await expect(rig.people.run(zed, lobby, 'everywhere')).rejects.toThrow('not installed');
    await rig.people.installApp(zed);
    await expect(rig.people.run(zed, lobby, 'here')).rejects.toThrow('not installed');
    const got = asked();
    const ran = rig.people.run(zed, lobby, 'everywhere');
    const interaction = await got;
    expect(interaction).toMatchObject({ guild: null, context: Where.Guild });
    expect(interaction.inGuild()).toBe(true);
    expect(interaction.authorizingIntegrationOwners).toMatchObject({ guildId: null, userId: zed });
    await interaction.reply('hello');
    expect((await ran).message?.content).toBe('hello');
    for (let n = 0; n < 5; n += 1) await interaction.followUp(String(n));
    await expect(interaction.followUp('one more')).rejects.toMatchObject({ code: 40094 });
    const post = { method: 'POST', headers: { Authorization: `Bot ${TOKEN}` } };
    const sent = await fetch(`${rig.apiUrl}/v10/channels/${lobby}/messages`, post);
    expect(sent.status).toBe(403);
    await rig.people.uninstallApp(zed);
    await expect(rig.people.run(zed, lobby, 'everywhere')).rejects.toThrow('not installed');
  });

  it('is answered to the person alone where they may not use applications of their own', async () => {
    const { ManageChannels, ManageRoles } = PermissionFlagsBits;
    const rights =
      DEFAULT_BOT.permissions | ManageChannels | ManageRoles | PermissionFlagsBits.UseExternalApps;
    await rig.people.setBotPermissions(HARBOUR.guild, rights);
    await rig.people.installApp(person.yuki);
    const isEphemeral = async (name: string) => {
      const got = asked();
      const ran = rig.people.run(person.yuki, channels.support, name);
      await (await got).reply('hello');
      return (((await ran).message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    };
    expect(await isEphemeral('mine')).toBe(false);
    const channel = await client.channels.fetch(channels.support);
    if (!(channel instanceof TextChannel)) throw new Error('no channel');
    await channel.permissionOverwrites.edit(HARBOUR.guild, { UseExternalApps: false });
    expect(await isEphemeral('mine')).toBe(true);
    expect(await isEphemeral('everywhere')).toBe(false);
  });

  it('names both who brought it, where the server and the person did', async () => {
    await rig.people.installApp(person.lin);
    const got = asked();
    const ran = rig.people.run(person.lin, channels.general, 'everywhere');
    const interaction = await got;
    expect(interaction.authorizingIntegrationOwners).toMatchObject({
      guildId: HARBOUR.guild,
      userId: person.lin,
    });
    await interaction.reply({ content: 'hello', flags: MessageFlags.Ephemeral });
    await ran;
  });

  it('is refused with kinds of places or installations that there are not, that are twice, or with none', async () => {
    const status = async (more: object) => {
      const response = await fetch(`${rig.apiUrl}/v10/applications/${bot}/commands`, {
        method: 'POST',
        headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'odd', description: 'x', ...more }),
      });
      return response.status;
    };
    for (const bad of [[2], [0, 0], []]) expect(await status({ integration_types: bad })).toBe(400);
    for (const bad of [[3], [1, 1], []]) expect(await status({ contexts: bad })).toBe(400);
    expect(await status({ contexts: [2], integration_types: [1] })).toBe(201);
  });
});
