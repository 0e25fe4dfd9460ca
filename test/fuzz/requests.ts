// Requests to the local server whose bodies are chance's choice: it refuses them, and never fails.
import fc from 'fast-check';
import { HARBOUR, TOKEN } from '../support/localServer.ts';

const { general } = HARBOUR.channels;
const users = Object.values(HARBOUR.people);
/** Fields that some route reads, so that bodies come near what is valid. */
const FIELDS = [
  ...['content', 'embeds', 'components', 'nonce', 'enforce_nonce', 'flags', 'tts', 'allowed_mentions'],
  ...[
    'message_reference',
    'attachments',
    'sticker_ids',
    'poll',
    'type',
    'data',
    'name',
    'options',
    'description',
  ],
  ...['messages', 'recipient_id', 'topic', 'auto_archive_duration', 'rate_limit_per_user', 'allow', 'deny'],
  ...['userId', 'channelId', 'messageId', 'customId', 'fields', 'values', 'action', 'code', 'files', 'ids'],
  ...['replyTo', 'guildId', 'permissions', 'username', 'commandId', 'subcommands', 'mode', 'words', 'hidden'],
] as const;
const snowflake = fc.constantFrom(general, HARBOUR.guild, HARBOUR.bot, ...users, '0', '1', '9'.repeat(25));
const value = fc.oneof(snowflake, fc.jsonValue(), fc.string({ unit: 'binary' }), fc.integer(), fc.boolean());
const inner = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 5 });
const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .dictionary(fc.constantFrom(...FIELDS), fc.oneof(value, inner, fc.array(inner)), { maxKeys: 6 })
      .map((fields) => JSON.stringify(fields)),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

interface Route {
  readonly method: string;
  readonly path: string;
}

const application = HARBOUR.bot;
const REST: readonly Route[] = [
  { method: 'POST', path: `/channels/${general}/messages` },
  { method: 'PATCH', path: `/channels/${general}/messages/1` },
  { method: 'POST', path: `/channels/${general}/messages/bulk-delete` },
  { method: 'POST', path: `/channels/${general}/threads` },
  { method: 'PATCH', path: `/channels/${general}` },
  { method: 'PUT', path: `/channels/${general}/permissions/${users[0] ?? ''}` },
  { method: 'PUT', path: `/applications/${application}/commands` },
  { method: 'POST', path: `/applications/${application}/commands` },
  { method: 'POST', path: '/interactions/1/x/callback' },
  { method: 'POST', path: `/webhooks/${application}/x` },
  { method: 'POST', path: '/users/@me/channels' },
];
/** Without those that end a session or leave a server, which are for tests that want that. */
const CONTROL: readonly Route[] = [
  { method: 'POST', path: '/messages' },
  { method: 'PATCH', path: `/messages/${general}/1` },
  { method: 'POST', path: '/messages/bulk-delete' },
  { method: 'POST', path: '/typing' },
  { method: 'POST', path: '/commands' },
  { method: 'POST', path: '/autocomplete' },
  { method: 'POST', path: '/components' },
  { method: 'POST', path: '/modals' },
  { method: 'PUT', path: '/filter' },
  { method: 'POST', path: '/dms' },
];

/** Rejects with the smallest request that the server at `url` answers with a failure of its own. */
export const holdRequests = (url: string, side: 'REST' | 'control', cases: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(side === 'REST' ? REST : CONTROL)),
      body,
      async ({ method, path }, text) => {
        const answer = await fetch(`${url}${side === 'REST' ? '/api/v10' : '/control'}${path}`, {
          method,
          body: text,
          headers: { 'Content-Type': 'application/json', Authorization: `Bot ${TOKEN}` },
        });
        const said = await answer.text();
        if (answer.status >= 500) throw new Error(`${method} ${path}: ${answer.status} ${said}`);
        if (said !== '') JSON.parse(said);
      },
    ),
    { numRuns: cases },
  );
