// Requests are held against Discord's OpenAPI description, and what does not fit is named in one line.
import { expect, it } from 'vitest';
import { createRequestCheck } from '../src/testing/description.ts';
import { description, HARBOUR, startRig, TOKEN } from './rig.ts';

const { channels, guild, bot } = HARBOUR;
const messages = `/channels/${channels.general}/messages`;
const callback = '/interactions/1/token/callback';
const button = { type: 2, style: 1, custom_id: 'x', label: 'x'.repeat(81) };

const faultOf = (route: string, body?: unknown) => {
  const [method = '', address = ''] = route.split(' ');
  const { pathname, searchParams } = new URL(address, 'http://x');
  const query = Object.fromEntries(searchParams);
  return description!.faultOf({ method, path: pathname, query, body, status: 200 });
};

it.skipIf(!description).each<[string, string, unknown?]>([
  ['a message', `POST ${messages}`, { content: 'x' }],
  ['a forward', `POST ${messages}`, { message_reference: { type: 1, message_id: '1', channel_id: '2' } }],
  ['the first answer, changed', `PATCH /webhooks/${bot}/token/messages/%40original`, { content: 'x' }],
  ['a first answer', `POST ${callback}?with_response=true`, { type: 4, data: { content: 'x' } }],
  ['typing', `POST /channels/${channels.general}/typing`],
  ['messages that are read', `GET ${messages}?limit=100&before=1`],
  [
    'permissions as text',
    `PUT /applications/${bot}/commands`,
    [{ name: 'x', description: 'x', default_member_permissions: '32' }],
  ],
])('%s fits', (_what, route, body) => {
  expect(faultOf(route, body)).toBeNull();
});

it.skipIf(!description).each<[string, string, unknown, string]>([
  [
    'a label of 81 characters',
    `POST ${messages}`,
    { components: [{ type: 1, components: [button] }] },
    'POST /channels/{channel_id}/messages: /components/0/components/0/label must NOT have more than 80 characters',
  ],
  [
    'content that is a number',
    `POST ${callback}`,
    { type: 4, data: { content: 3 } },
    'POST /interactions/{interaction_id}/{interaction_token}/callback: /data/content must be string,null',
  ],
  [
    'permissions that are no number',
    `PUT /applications/${bot}/commands`,
    [{ name: 'x', description: 'x', default_member_permissions: 'all' }],
    'PUT /applications/{application_id}/commands: /0/default_member_permissions must match pattern "^\\d+$"',
  ],
  [
    'a map that is a number',
    'POST /users/@me/channels',
    { nicks: 3 },
    'POST /users/@me/channels: /nicks must be object,null',
  ],
  [
    'a type of channels that is named twice',
    `PUT /applications/${bot}/commands`,
    [
      {
        name: 'x',
        description: 'x',
        options: [{ type: 7, name: 'y', description: 'y', channel_types: [5, 5] }],
      },
    ],
    'PUT /applications/{application_id}/commands: /0/options/0/channel_types must NOT have duplicate items (items ## 0 and 1 are identical)',
  ],
  [
    'more messages than can be asked for',
    `GET ${messages}?limit=101`,
    undefined,
    'GET /channels/{channel_id}/messages: /limit must be <= 100',
  ],
  [
    'a part of the query that there is not',
    `GET ${messages}?limt=10`,
    undefined,
    'GET /channels/{channel_id}/messages: the request must NOT have additional properties limt',
  ],
  [
    'an id that is none',
    `GET /guilds/mine`,
    undefined,
    'GET /guilds/{guild_id}: /guild_id must match pattern "^(0|[1-9][0-9]*)$"',
  ],
  [
    'a body where none belongs',
    `POST /channels/${channels.general}/typing`,
    { content: 'x' },
    'POST /channels/{channel_id}/typing: it takes no body',
  ],
  [
    'a path that there is not',
    `GET /guilds/${guild}/moods`,
    undefined,
    `GET /guilds/${guild}/moods: Discord has no such path`,
  ],
  [
    'a method that there is not',
    `PUT ${messages}`,
    undefined,
    `PUT ${messages}: Discord has no such method here`,
  ],
])('%s does not fit, and the line says where', (_what, route, body, fault) => {
  expect(faultOf(route, body)).toBe(fault);
});

it.skipIf(!description)('what a bot sends to the server is told, and each fault once', async () => {
  const requests = createRequestCheck(description);
  const rig = await startRig({ onRequest: requests.onRequest });
  const send = (body: string | FormData) =>
    fetch(`${rig.apiUrl}/v10${messages}`, {
      method: 'POST',
      headers: {
        Authorization: `Bot ${TOKEN}`,
        ...(typeof body === 'string' && { 'Content-Type': 'application/json' }),
      },
      body,
    });
  await send(JSON.stringify({ content: 'x' }));
  requests.check();
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content: 'x', embeds: [{ title: 'x'.repeat(257) }] }));
  form.set('files[0]', new Blob(['x']), 'x.txt');
  await send(form);
  await send(form);
  expect(() => {
    requests.check();
  }).toThrow(
    /^POST \/channels\/\{channel_id\}\/messages: \/embeds\/0\/title must NOT have more than 256 characters$/,
  );
  await rig.close();
});
