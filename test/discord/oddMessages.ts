// Messages with everything that Discord can put into them, changed as no version of discord.js knows them.
import { Events, type Message } from 'discord.js';
import fc from 'fast-check';
import { tolerate } from '../../src/discord/tolerance.ts';
import { openStage, type Stage } from '../commands/stage.ts';
import { hearingLog, type Words } from '../pipeline/words.ts';

export type Payload = Record<string, unknown>;
export let stage: Stage;
export let log: Words;
/** What would have ended the program. */
export const failures: unknown[] = [];
const noteFailure = (error: unknown) => void failures.push(error instanceof Error ? error.stack : error);

export async function open(): Promise<void> {
  process.on('unhandledRejection', noteFailure);
  process.on('uncaughtException', noteFailure);
  stage = await openStage();
  log = hearingLog();
  tolerate(stage.client, log);
}

export async function close(): Promise<void> {
  await stage.close();
  process.off('unhandledRejection', noteFailure);
  process.off('uncaughtException', noteFailure);
}

let newest = 1_500_000_000_000_000_000n;
export const nextId = () => String((newest += 1n));

/** A message that has everything, as Discord sends it. */
export function full(): Payload {
  const user = {
    id: stage.people.ann,
    username: 'ann',
    discriminator: '0',
    global_name: 'Ann',
    avatar: null,
  };
  const file = {
    id: '1',
    filename: 'a.txt',
    size: 1,
    url: 'https://cdn.discordapp.com/a',
    proxy_url: 'https://x',
  };
  const embed = { title: 'e', fields: [{ name: 'n', value: 'v', inline: false }], footer: { text: 'f' } };
  const button = { type: 2, id: 2, style: 1, label: 'b', custom_id: 'c' };
  const moment = '2026-01-05T12:00:00.000000+00:00';
  const [id, channel] = [nextId(), stage.channels.general];
  const sticker = { id: '2', name: 's', format_type: 1 };
  const shown = { type: 0, content: 'hello', timestamp: moment, edited_timestamp: moment, flags: 0 };
  const lists = {
    embeds: [embed],
    attachments: [file],
    components: [{ type: 1, id: 1, components: [button] }],
    mentions: [user],
    mention_roles: [],
    sticker_items: [sticker],
  };
  const poll = {
    question: { text: 'q' },
    answers: [{ answer_id: 1, poll_media: { text: 'a', emoji: { id: null, name: '👍' } } }],
    ...{ expiry: moment, allow_multiselect: false, layout_type: 1 },
    results: { is_finalized: false, answer_counts: [{ id: 1, count: 1, me_voted: false }] },
  };
  return {
    ...{ id, channel_id: channel, guild_id: stage.guild, channel_type: 0, author: user, ...shown, ...lists },
    member: { roles: [], joined_at: moment, deaf: false, mute: false, flags: 0, nick: null },
    ...{ pinned: false, tts: false, mention_everyone: false, nonce: 'n', position: 1, webhook_id: undefined },
    reactions: [{ emoji: { id: null, name: '👍' }, count: 1, me: false, burst_colors: [] }],
    message_reference: { type: 1, channel_id: channel, guild_id: stage.guild, message_id: '3' },
    message_snapshots: [{ message: { ...shown, ...lists } }],
    referenced_message: { id: '4', channel_id: channel, author: user, ...shown, ...lists },
    interaction_metadata: { id: '5', type: 2, user, authorizing_integration_owners: {} },
    ...{ poll, activity: { type: 1, party_id: 'p' }, application: { id: '6', name: 'a' } },
    call: { participants: [stage.people.ann], ended_timestamp: null },
    resolved: { users: {}, members: {}, roles: {}, channels: {} },
    role_subscription_data: { role_subscription_listing_id: '7', tier_name: 't', total_months_subscribed: 1 },
  };
}

/** Every place in a payload, as the names and numbers that lead to it. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([name, inner]) => places(inner, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

/** Puts in a copy: one object in two places, or in itself, is nothing that Discord can send. */
function change(payload: Payload, [name = '', ...rest]: readonly string[], value: unknown): void {
  const inner = payload[name];
  if (rest.length === 0 || typeof inner !== 'object' || inner === null)
    payload[name] = structuredClone(value);
  else change(inner as Payload, rest, value);
}

const odd = fc.constantFrom<unknown>(null, 0, -1, 2 ** 40, 9.5, '', 'x', true, [], {}, [null], [{}], {
  new_in_2026: null,
});

/** Sends packets and then a plain message; resolves when that has come. */
export async function send(event: string, payloads: readonly Payload[]): Promise<void> {
  const marker: Payload = { ...full(), message_snapshots: [], content: 'a marker' };
  const come = new Promise<void>((resolve) => {
    const look = (message: Message) => {
      if (message.id !== marker['id']) return;
      stage.client.off(Events.MessageCreate, look);
      resolve();
    };
    stage.client.on(Events.MessageCreate, look);
  });
  for (const payload of payloads) await stage.acting.dispatch(event, payload);
  await stage.acting.dispatch('MESSAGE_CREATE', marker);
  await come;
}

/** What is done to one message: values at places of it. */
export const changes = () =>
  fc.array(fc.tuple(fc.constantFrom(...places(full())), odd), { minLength: 1, maxLength: 4 });

export function changed(some: readonly (readonly [readonly string[], unknown])[]): Payload {
  const payload = { ...structuredClone(full()), new_in_2026: { of: [null] } };
  for (const [path, value] of some) change(payload, path, value);
  return payload;
}
