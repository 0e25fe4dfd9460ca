// The server accepts only what Discord accepts, and refuses in Discord's words and codes.
import { type Client, Events, PermissionFlagsBits as P, type TextChannel } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR, type Rig, TOKEN, nextEvent, startRig } from './rig.ts';

const { people: person, channels } = HARBOUR;
let rig: Rig;
let client: Client<true>;
let general: TextChannel;

beforeAll(async () => {
  rig = await startRig();
  client = await rig.login();
  general = (await client.channels.fetch(channels.general)) as TextChannel;
});
afterAll(() => rig.close());

interface Refusal {
  code: number;
  message: string;
  errors?: Record<string, unknown>;
}
async function call(method: string, path: string, body?: unknown, token = TOKEN) {
  const response = await fetch(`${rig.apiUrl}/v10${path}`, {
    method,
    headers: { Authorization: `Bot ${token}`, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Refusal };
}
const send = (body: unknown) => call('POST', `/channels/${channels.general}/messages`, body);
const put = (body: unknown) => call('PUT', `/applications/${HARBOUR.bot}/commands`, body);
const embed = (part: object) => send({ embeds: [part] });
const buttons = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ type: 2, style: 1, label: 'x', custom_id: `b${n}` }));
const row = (components: unknown) => ({ type: 1, components });

describe('a body is refused as Invalid Form Body, naming the field', () => {
  it.each<[string, () => Promise<{ status: number; body: Refusal }>, string]>([
    ['content over 2,000', () => send({ content: 'x'.repeat(2001) }), 'content'],
    ['a nonce over 25', () => send({ content: 'x', nonce: 'n'.repeat(26) }), 'nonce'],
    ['eleven embeds', () => send({ embeds: Array(11).fill({ title: 'x' }) }), 'embeds'],
    ['an embed title over 256', () => embed({ title: 'x'.repeat(257) }), 'embeds'],
    ['a description over 4,096', () => embed({ description: 'x'.repeat(4097) }), 'embeds'],
    ['26 fields', () => embed({ fields: Array(26).fill({ name: 'n', value: 'v' }) }), 'embeds'],
    ['a field without value', () => embed({ fields: [{ name: 'n', value: '' }] }), 'embeds'],
    ['a field value over 1,024', () => embed({ fields: [{ name: 'n', value: 'v'.repeat(1025) }] }), 'embeds'],
    [
      'embeds over 6,000 together',
      () => send({ embeds: Array(2).fill({ description: 'x'.repeat(3001) }) }),
      'embeds',
    ],
    ['a javascript: link', () => embed({ title: 'x', url: 'javascript:alert(1)' }), 'embeds'],
    ['six rows', () => send({ components: buttons(6).map((one) => row([one])) }), 'components'],
    ['six buttons in a row', () => send({ components: [row(buttons(6))] }), 'components'],
    [
      'a custom id over 100',
      () => send({ components: [row([{ type: 2, style: 1, label: 'x', custom_id: 'x'.repeat(101) }])] }),
      'components',
    ],
    [
      'a custom id used twice',
      () => send({ components: [row([buttons(1)[0], buttons(1)[0]])] }),
      'components',
    ],
    [
      'a link button with a custom id',
      () =>
        send({
          components: [row([{ type: 2, style: 5, label: 'x', url: 'https://example.org', custom_id: 'x' }])],
        }),
      'components',
    ],
    ['flags below nothing', () => send({ content: 'x', flags: -1 }), 'flags'],
    ['flags that are no number', () => send({ content: 'x', flags: 'all' }), 'flags'],
    ['content beside V2 components', () => send({ content: 'x', flags: 1 << 15, components: [] }), 'content'],
    [
      'a reply to nothing',
      () => send({ content: 'x', message_reference: { message_id: '1' } }),
      'message_reference',
    ],
    ['a command name with capitals', () => put([{ name: 'Mood', description: 'x' }]), '0'],
    ['a command without description', () => put([{ name: 'mood' }]), '0'],
    ['a description over 100', () => put([{ name: 'mood', description: 'x'.repeat(101) }]), '0'],
    ['two commands of one name', () => put(Array(2).fill({ name: 'mood', description: 'x' })), '1'],
    [
      'a type of channels that is named twice',
      () => {
        const option = { type: 7, name: 'in', description: 'x', channel_types: [5, 5] };
        return put([{ name: 'mood', description: 'x', options: [option] }]);
      },
      '0',
    ],
    [
      'a required option after an optional one',
      () =>
        put([
          {
            name: 'mood',
            description: 'x',
            options: [
              { type: 3, name: 'a', description: 'x' },
              { type: 3, name: 'b', description: 'x', required: true },
            ],
          },
        ]),
      '0',
    ],
  ])('%s', async (_, attempt, field) => {
    const { status, body } = await attempt();
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    expect(Object.keys(body.errors ?? {})).toContain(field);
  });
});

describe('a request is refused with Discord’s code', () => {
  it.each<[string, number, number, () => Promise<{ status: number; body: Refusal }>]>([
    ['a wrong token', 401, 0, () => call('GET', '/users/@me', undefined, 'nope')],
    ['an unknown route', 404, 0, () => call('GET', '/nothing/here')],
    ['an empty message', 400, 50006, () => send({})],
    ['an unknown channel', 404, 10003, () => call('GET', '/channels/1')],
    ['an unknown message', 404, 10008, () => call('GET', `/channels/${channels.general}/messages/1`)],
    ['an unknown server', 404, 10004, () => call('GET', '/guilds/1')],
    ['an unknown member', 404, 10007, () => call('GET', `/guilds/${HARBOUR.guild}/members/1`)],
    ['an unknown user', 404, 10013, () => call('GET', '/users/1')],
    ['an unknown interaction', 404, 10062, () => call('POST', '/interactions/1/x/callback', { type: 4 })],
    [
      'an unknown webhook token',
      401,
      50027,
      () => call('POST', `/webhooks/${HARBOUR.bot}/x`, { content: 'x' }),
    ],
    [
      'a body that is no JSON',
      400,
      50035,
      async () => {
        const response = await fetch(`${rig.apiUrl}/v10/channels/${channels.general}/messages`, {
          method: 'POST',
          headers: { Authorization: `Bot ${TOKEN}` },
          body: '{',
        });
        return { status: response.status, body: (await response.json()) as Refusal };
      },
    ],
  ])('for %s', async (_, status, code, attempt) => {
    const answer = await attempt();
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(code);
  });
});

describe('a bot does only what its role allows', () => {
  const without = (...rights: bigint[]) =>
    rights.reduce(
      (held, right) => held & ~right,
      P.ViewChannel | P.SendMessages | P.EmbedLinks | P.AttachFiles | P.ReadMessageHistory | P.AddReactions,
    );
  const grant = async (permissions: bigint) => {
    const updated = nextEvent(client, Events.GuildRoleUpdate);
    await rig.people.setBotPermissions(HARBOUR.guild, permissions);
    await updated;
  };
  afterAll(() => rig.people.setBotPermissions(HARBOUR.guild, without()));

  it.each<[string, bigint, () => Promise<unknown>]>([
    ['send', P.SendMessages, () => general.send('x')],
    ['embed', P.EmbedLinks, () => general.send({ embeds: [{ title: 'x' }] })],
    ['attach', P.AttachFiles, () => general.send({ files: [Buffer.from('x')] })],
    ['read history', P.ReadMessageHistory, () => general.messages.fetch('1')],
  ])('it cannot %s without the right to', async (_, right, attempt) => {
    await grant(without(right));
    await expect(attempt()).rejects.toMatchObject({ code: 50013 });
  });

  it('it cannot see a channel that is hidden from it', async () => {
    const hidden = await rig.people.addChannel({ guildId: HARBOUR.guild, name: 'hidden', isPrivate: true });
    await expect(client.channels.fetch(hidden, { force: true })).rejects.toMatchObject({ code: 50001 });
  });

  it('it cannot send where a channel’s overwrites deny it', async () => {
    await grant(without() | P.ManageRoles);
    await general.permissionOverwrites.edit(client.user.id, { SendMessages: false });
    await expect(general.send('x')).rejects.toMatchObject({ code: 50013 });
    await general.permissionOverwrites.delete(client.user.id);
    await general.send('again');
  });

  it('it cannot delete or edit the messages of others', async () => {
    await grant(without());
    const posted = await rig.people.post(person.lin, channels.general, 'stay');
    const message = await general.messages.fetch(posted.id);
    await expect(message.delete()).rejects.toMatchObject({ code: 50013 });
    await expect(general.bulkDelete([posted.id, general.id])).rejects.toMatchObject({ code: 50013 });
    await expect(message.edit('mine')).rejects.toMatchObject({ code: 50005 });
  });
});

it('flags that a bot may not set, and unknown ones, are not kept', async () => {
  const [suppressEmbeds, ephemeral, unknown] = [1 << 2, 1 << 6, 1 << 25];
  const { status, body } = await send({ content: 'x', flags: suppressEmbeds | ephemeral | unknown });
  expect(status).toBe(200);
  expect(body).toMatchObject({ content: 'x', flags: suppressEmbeds });
});

describe('rate limits', () => {
  it('let five messages of a channel through in five seconds and tell when the sixth may come', async () => {
    const limited = await startRig({ rateLimits: true });
    try {
      const post = (n: number) =>
        fetch(`${limited.apiUrl}/v10/channels/${channels.general}/messages`, {
          method: 'POST',
          headers: { Authorization: `Bot ${TOKEN}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ content: String(n) }),
        });
      const answers = [];
      for (let n = 0; n < 6; n += 1) answers.push(await post(n));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
      expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual([
        '4',
        '3',
        '2',
        '1',
        '0',
        '0',
      ]);
      const told = (await answers[5]!.json()) as { retry_after: number; global: boolean };
      expect(told.global).toBe(false);
      expect(told.retry_after).toBeGreaterThan(0);
      expect(told.retry_after).toBeLessThanOrEqual(5);
    } finally {
      await limited.close();
    }
  });

  it('are waited out by discord.js, so that a burst arrives whole and in order', async () => {
    const limited = await startRig({ rateLimits: true });
    try {
      const bot = await limited.login();
      const channel = (await bot.channels.fetch(channels.general)) as TextChannel;
      const texts = ['1', '2', '3', '4', '5', '6', '7'];
      await Promise.all(texts.map((text) => channel.send(text)));
      const seen = await limited.people.read(person.lin, channels.general);
      expect(seen.map(({ content }) => content)).toEqual(texts);
    } finally {
      await limited.close();
    }
  });
});
