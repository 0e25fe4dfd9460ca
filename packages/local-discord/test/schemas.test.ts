// What the local server answers has the shapes that Discord publishes in its OpenAPI description.
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  type TextChannel,
} from 'discord.js';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from './commands.ts';
import { DEFAULT_BOT } from '../src/world/open.ts';
import { HARBOUR, type Rig, TOKEN, description, startRig } from './rig.ts';

describe.skipIf(!description)('the local server keeps to Discord’s published description', () => {
  let rig: Rig;
  let client: Client<true>;
  let general: TextChannel;
  let messageId: string;

  beforeAll(async () => {
    rig = await startRig();
    // By default the bot may not open threads.
    await rig.people.setBotPermissions(
      HARBOUR.guild,
      DEFAULT_BOT.permissions | PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendPolls,
    );
    client = await rig.login();
    await client.application.commands.set(COMMANDS);
    general = (await client.channels.fetch(HARBOUR.channels.general)) as TextChannel;
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary),
    );
    const asked = await rig.people.post(HARBOUR.people.lin, general.id, 'hello');
    const message = await general.send({
      content: `<@${HARBOUR.people.lin}>`,
      reply: { messageReference: asked.id },
      embeds: [{ title: 'Mood', fields: [{ name: 'n', value: 'v' }], footer: { text: 'f' } }],
      components: [row],
      files: [Buffer.from('x')],
    });
    await message.react('👍');
    messageId = message.id;
  });
  afterAll(() => rig.close());

  const check = async (route: string, path: string, init: { method?: string; body?: object } = {}) => {
    const response = await fetch(`${rig.apiUrl}/v10${path}`, {
      method: init.method ?? 'GET',
      headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'application/json' },
      ...(init.body && { body: JSON.stringify(init.body) }),
    });
    const answer = await response.json();
    expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
    const validate = description!.answerTo(route, response.status);
    validate(answer);
    expect(validate.errors ?? []).toEqual([]);
    return answer;
  };
  const { guild, bot, channels, people } = HARBOUR;

  it.each([
    ['where the gateway is', 'GET /gateway/bot', '/gateway/bot'],
    ['who the bot is', 'GET /users/@me', '/users/@me'],
    ['who somebody is', 'GET /users/{user_id}', `/users/${people.lin}`],
    ['which servers the bot is in', 'GET /users/@me/guilds', '/users/@me/guilds'],
    ['which application it is', 'GET /applications/@me', '/applications/@me'],
    ['which application its token belongs to', 'GET /oauth2/applications/@me', '/oauth2/applications/@me'],
    ['a server, counted', 'GET /guilds/{guild_id}', `/guilds/${guild}?with_counts=true`],
    ['the channels of a server', 'GET /guilds/{guild_id}/channels', `/guilds/${guild}/channels`],
    ['the roles of a server', 'GET /guilds/{guild_id}/roles', `/guilds/${guild}/roles`],
    ['the members of a server', 'GET /guilds/{guild_id}/members', `/guilds/${guild}/members?limit=10`],
    [
      'one member of a server',
      'GET /guilds/{guild_id}/members/{user_id}',
      `/guilds/${guild}/members/${people.lin}`,
    ],
    ['the threads of a server', 'GET /guilds/{guild_id}/threads/active', `/guilds/${guild}/threads/active`],
    ['a channel', 'GET /channels/{channel_id}', `/channels/${channels.modAlerts}`],
    [
      'the messages of a channel',
      'GET /channels/{channel_id}/messages',
      `/channels/${channels.general}/messages`,
    ],
    [
      'the commands of the bot',
      'GET /applications/{application_id}/commands',
      `/applications/${bot}/commands`,
    ],
  ])('it says %s as Discord says it', async (_what, route, path) => {
    await check(route, path);
  });

  it('it shows a message with embeds, buttons, files and reactions as Discord shows it', async () => {
    await check(
      'GET /channels/{channel_id}/messages/{message_id}',
      `/channels/${general.id}/messages/${messageId}`,
    );
  });

  it('it shows forwards, polls, stickers, voice messages and those of webhooks as Discord shows them', async () => {
    const place = [people.lin, channels.support] as const;
    const poll = { question: { text: 'Tea?' }, answers: [{ poll_media: { text: 'Yes' } }] };
    const sound = [{ name: 'voice-message.ogg', contentType: 'audio/ogg', base64: 'T2dnUw==' }];
    const forward = { channelId: general.id, messageId };
    await rig.people.post(...place, '', { forward });
    await rig.people.post(...place, '', { poll });
    await rig.people.post(...place, '', { stickers: ['Wave'] });
    await rig.people.post(...place, '', { voice: { seconds: 2.5 }, files: sound });
    await rig.people.postByWebhook({ channelId: channels.support, name: 'Sunny', content: 'hello' });
    const route = 'GET /channels/{channel_id}/messages';
    const shown = (await check(route, `/channels/${channels.support}/messages`)) as APIMessage[];
    expect(shown.map(({ flags, webhook_id }) => [flags, webhook_id !== undefined])).toEqual([
      [0, true],
      [MessageFlags.IsVoiceMessage, false],
      [0, false],
      [0, false],
      [MessageFlags.HasSnapshot, false],
    ]);
  });

  it('it takes a poll and a forward of the bot as Discord does', async () => {
    const path = `/channels/${general.id}/messages`;
    const poll = {
      question: { text: 'Tea?' },
      answers: [{ poll_media: { text: 'Yes', emoji: { name: '🍵' } } }, { poll_media: { text: 'No' } }],
      duration: 1,
    };
    const route = 'POST /channels/{channel_id}/messages';
    await check(route, path, { method: 'POST', body: { poll } });
    const message_reference = { type: 1, channel_id: general.id, message_id: messageId };
    await check(route, path, { method: 'POST', body: { message_reference } });
  });

  it('it answers as Discord does when a message is sent and edited, a direct channel opened and a thread begun', async () => {
    const sent = (await check('POST /channels/{channel_id}/messages', `/channels/${general.id}/messages`, {
      method: 'POST',
      body: { content: 'x' },
    })) as { id: string };
    const path = `/channels/${general.id}/messages/${sent.id}`;
    const body = { content: 'y' };
    await check('PATCH /channels/{channel_id}/messages/{message_id}', path, { method: 'PATCH', body });
    await check('POST /users/@me/channels', '/users/@me/channels', {
      method: 'POST',
      body: { recipient_id: people.lin },
    });
    await check('POST /channels/{channel_id}/messages/{message_id}/threads', `${path}/threads`, {
      method: 'POST',
      body: { name: 'Aside' },
    });
  });

  it('it takes the first answer to an interaction and a follow-up, and shows the first again, as Discord does', async () => {
    const done = new Promise<void>((resolve, reject) => {
      client.once(Events.InteractionCreate, ({ id, token }: Interaction) => {
        const steps = async () => {
          await check(
            'POST /interactions/{interaction_id}/{interaction_token}/callback',
            `/interactions/${id}/${token}/callback?with_response=true`,
            { method: 'POST', body: { type: 4, data: { content: 'x' } } },
          );
          await check('POST /webhooks/{webhook_id}/{webhook_token}', `/webhooks/${bot}/${token}`, {
            method: 'POST',
            body: { content: 'more' },
          });
          await check(
            'GET /webhooks/{webhook_id}/{webhook_token}/messages/@original',
            `/webhooks/${bot}/${token}/messages/@original`,
          );
        };
        steps().then(resolve, reject);
      });
    });
    await rig.people.run(people.lin, general.id, 'mood', { channel: channels.support });
    await done;
  });

  it('it refuses in the shape of Discord’s errors', async () => {
    await rig.people.setBotPermissions(guild, PermissionFlagsBits.ViewChannel);
    const response = await fetch(`${rig.apiUrl}/v10/channels/${general.id}/messages`, {
      method: 'POST',
      headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ content: 'x' }),
    });
    const validate = description!.schema('ErrorResponse');
    validate(await response.json());
    expect(validate.errors ?? []).toEqual([]);
  });
});
