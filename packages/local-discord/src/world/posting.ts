// Writes, changes and deletes messages. The callers check first who may do so, in rights.ts.
import {
  type APIMessage,
  type APIMessageInteractionMetadata,
  type APIUser,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import { emptyMessage } from '../apiError.ts';
import { numberComponents } from '../bodies/componentTree.ts';
import type { MessageBody } from '../bodies/message.ts';
import type { Upload } from '../bodies/upload.ts';
import { timeOf } from '../snowflake.ts';
import { placeFiles, storeFiles } from './attaching.ts';
import { asFlags, broughtBy, isForward } from './bringing.ts';
import type { Channel, Post } from './entities.ts';
import { mentionsOf } from './mentions.ts';
import type { World } from './world.ts';

/** What somebody says, and where. */
export interface Draft {
  readonly authorId: string;
  readonly channel: Channel;
  readonly body: MessageBody;
  readonly files?: readonly Upload[];
  /** Names of stickers. */
  readonly stickers?: readonly string[];
}

/** What differs in a message that was not simply written now. */
export interface Origin {
  /** An id of the past, made with `world.ids.at`. Default: an id of now. */
  readonly id?: string;
  readonly type?: MessageType;
  /** Ephemeral: for this person alone. */
  readonly onlyFor?: string;
  readonly interaction?: APIMessageInteractionMetadata;
  /** "The bot is thinking…" */
  readonly loading?: boolean;
  /** The message that it answers, where the body names none: a follow-up answers the first answer. */
  readonly reference?: NonNullable<APIMessage['message_reference']>;
  /** A webhook writes it, under this name. */
  readonly webhook?: APIUser;
}

const KEPT_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.IsVoiceMessage;

/** Writes a message. With an enforced nonce that was used before, returns the earlier message. Throws "Cannot send an empty message". */
export async function publish(world: World, draft: Draft, origin: Origin = {}): Promise<Post> {
  const { authorId, channel, body, files = [], stickers = [] } = draft;
  const id = origin.id ?? world.ids.next();
  const attached = await storeFiles(world, channel, body, files);
  const nonce = body.nonce == null ? undefined : { authorId, channelId: channel.id, nonce: body.nonce };
  const twin = nonce && body.enforce_nonce ? world.nonces.find(nonce) : undefined;
  if (twin) return twin;

  const repliedTo =
    body.message_reference && !isForward(body)
      ? world.posts(channel.id).find(({ message }) => message.id === body.message_reference?.message_id)
      : undefined;
  const { embeds, attachments } = placeFiles(body.embeds ?? [], attached);
  const mentions = mentionsOf(world, {
    channel,
    authorId,
    content: body.content ?? '',
    allowed: body.allowed_mentions,
    repliedTo,
  });
  const brought = broughtBy(world, channel, body, { stickers, at: timeOf(id) });
  const reference = brought.message_reference ?? origin.reference;
  const message: APIMessage = {
    id,
    channel_id: channel.id,
    type: origin.type ?? (repliedTo ? MessageType.Reply : MessageType.Default),
    author: origin.webhook ?? world.person(authorId).user,
    content: body.content ?? '',
    timestamp: discordTime(timeOf(id)),
    edited_timestamp: null,
    tts: body.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users.map((user) => world.person(user).user),
    mention_roles: mentions.roles,
    attachments,
    embeds,
    components: numberComponents((body.components ?? []) as NonNullable<APIMessage['components']>),
    pinned: false,
    flags: firstFlags(body, origin),
    ...brought,
    ...(reference && { message_reference: reference }),
    ...(origin.webhook && { webhook_id: origin.webhook.id }),
    ...(origin.interaction && {
      interaction_metadata: origin.interaction,
      application_id: world.botId,
      webhook_id: world.botId,
    }),
  };
  if (isEmpty(message) && !origin.loading && message.type !== MessageType.ThreadCreated) throw emptyMessage();
  const post: Post = { message, reactions: [], ...(origin.onlyFor && { onlyFor: origin.onlyFor }) };
  if (nonce) world.nonces.remember(nonce, post);
  world.addPost(post);
  world.emit({ type: 'post', post, channel, ...(body.nonce != null && { nonce: body.nonce }) });
  return post;
}

function firstFlags(body: MessageBody, origin: Origin): MessageFlags {
  return asFlags(
    ((body.flags ?? 0) & KEPT_FLAGS) |
      (origin.onlyFor ? MessageFlags.Ephemeral : 0) |
      (origin.loading ? MessageFlags.Loading : 0) |
      (isForward(body) ? MessageFlags.HasSnapshot : 0),
  );
}

/** Changes what the body names and leaves the rest; a "thinking" message becomes an answer. */
export async function rewrite(
  world: World,
  post: Post,
  body: MessageBody,
  files: readonly Upload[] = [],
): Promise<void> {
  const { message } = post;
  const channel = world.channel(message.channel_id);
  const added = await storeFiles(world, channel, body, files);
  const kept =
    body.attachments == null
      ? message.attachments
      : message.attachments.filter(({ id }) => body.attachments?.some((one) => one.id === id));
  const { embeds, attachments } = placeFiles(body.embeds ?? message.embeds, [...kept, ...added]);
  const content = body.content === undefined ? message.content : (body.content ?? '');
  const repliedTo =
    message.type === MessageType.Reply
      ? world.posts(channel.id).find((one) => one.message.id === message.message_reference?.message_id)
      : undefined;
  const mentions = mentionsOf(world, {
    channel,
    authorId: message.author.id,
    content,
    allowed: body.allowed_mentions,
    repliedTo,
  });
  const flags =
    ((message.flags ?? 0) & ~MessageFlags.Loading & ~(body.flags == null ? 0 : MessageFlags.SuppressEmbeds)) |
    ((body.flags ?? 0) & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2));
  const changed: APIMessage = {
    ...message,
    content,
    embeds: body.embeds === null ? [] : embeds,
    attachments,
    components:
      body.components === undefined
        ? (message.components ?? [])
        : numberComponents((body.components ?? []) as NonNullable<APIMessage['components']>),
    mentions: mentions.users.map((user) => world.person(user).user),
    mention_roles: mentions.roles,
    mention_everyone: mentions.everyone,
    flags: asFlags(flags),
    edited_timestamp: discordTime(world.clock.now()),
  };
  if (isEmpty(changed)) throw emptyMessage();
  post.message = changed;
  world.emit({ type: 'postEdit', post, channel });
}

export async function erase(
  world: World,
  channel: Channel,
  ids: readonly string[],
  bulk: boolean,
): Promise<void> {
  const gone = world.posts(channel.id).filter(({ message }) => ids.includes(message.id));
  if (gone.length === 0) return;
  world.removePosts(
    channel.id,
    gone.map(({ message }) => message.id),
  );
  const onlyFor = gone[0]?.onlyFor;
  const found = gone.map(({ message }) => message.id);
  world.emit({ type: 'postsGone', ids: found, channel, bulk, ...(onlyFor && { onlyFor }) });
  await Promise.all(
    gone.flatMap(({ message }) => message.attachments.map(({ id }) => world.files.remove(id))),
  );
}

/** As Discord writes moments: microseconds and an offset. */
export const discordTime = (at: number) => new Date(at).toISOString().replace('Z', '000+00:00');

const isEmpty = (message: APIMessage) =>
  message.content.trim() === '' &&
  message.embeds.length === 0 &&
  message.attachments.length === 0 &&
  !message.components?.length &&
  !message.message_snapshots?.length &&
  !message.sticker_items?.length &&
  !message.poll;
