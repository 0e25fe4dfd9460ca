// Messages come, change and go. Who may do so is asked before, in rights.ts.
import {
  type APIEmbed,
  type APIMessage,
  type APIMessageInteractionMetadata,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import { emptyMessage, invalidForm } from '../apiError.ts';
import { numbered } from '../bodies/componentTree.ts';
import type { MessageBody } from '../bodies/message.ts';
import { type Upload, safeName } from '../bodies/upload.ts';
import { timeOf } from '../snowflake.ts';
import type { Attachment, Channel, Post } from './entities.ts';
import { mentionsOf } from './mentions.ts';
import type { World } from './world.ts';

/** What somebody says, and where. */
export interface Draft {
  readonly authorId: string;
  readonly channel: Channel;
  readonly body: MessageBody;
  readonly files?: readonly Upload[];
}

/** How a message came about, where it was not simply written. */
export interface Origin {
  /** Made for the past with `world.ids.at`; default: now. */
  readonly id?: string;
  readonly type?: MessageType;
  /** Ephemeral: for this person alone. */
  readonly onlyFor?: string;
  readonly interaction?: APIMessageInteractionMetadata;
  /** "The bot is thinking…" */
  readonly loading?: boolean;
  /** Known already, as when a thread starts from it. */
  readonly reference?: NonNullable<APIMessage['message_reference']>;
}

const KEPT_FLAGS =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** A repetition with an enforced nonce answers the first message. Throws "Cannot send an empty message". */
export async function publish(world: World, draft: Draft, origin: Origin = {}): Promise<Post> {
  const { authorId, channel, body, files = [] } = draft;
  const id = origin.id ?? world.ids.next();
  const attached = await store(world, channel, body, files);
  const nonce = body.nonce == null ? undefined : { authorId, channelId: channel.id, nonce: body.nonce };
  const twin = nonce && body.enforce_nonce ? world.nonces.find(nonce) : undefined;
  if (twin) return twin;

  const repliedTo = body.message_reference
    ? world.posts(channel.id).find(({ message }) => message.id === body.message_reference?.message_id)
    : undefined;
  const { embeds, attachments } = resolved(body.embeds ?? [], attached);
  const mentions = mentionsOf(world, {
    channel,
    authorId,
    content: body.content ?? '',
    allowed: body.allowed_mentions,
    repliedTo,
  });
  const reference = body.message_reference
    ? {
        type: MessageReferenceType.Default,
        channel_id: channel.id,
        message_id: body.message_reference.message_id,
        ...(channel.guildId !== undefined && { guild_id: channel.guildId }),
      }
    : origin.reference;
  const flags =
    ((body.flags ?? 0) & KEPT_FLAGS) |
    (origin.onlyFor ? MessageFlags.Ephemeral : 0) |
    (origin.loading ? MessageFlags.Loading : 0);
  const message: APIMessage = {
    id,
    channel_id: channel.id,
    type: origin.type ?? (repliedTo ? MessageType.Reply : MessageType.Default),
    author: world.person(authorId).user,
    content: body.content ?? '',
    timestamp: discordTime(timeOf(id)),
    edited_timestamp: null,
    tts: body.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users.map((user) => world.person(user).user),
    mention_roles: mentions.roles,
    attachments,
    embeds,
    components: numbered((body.components ?? []) as NonNullable<APIMessage['components']>),
    pinned: false,
    flags: asFlags(flags),
    ...(reference && { message_reference: reference }),
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

/** Changes what the body names and leaves the rest; a "thinking" message becomes an answer. */
export async function rewrite(
  world: World,
  post: Post,
  body: MessageBody,
  files: readonly Upload[] = [],
): Promise<void> {
  const { message } = post;
  const channel = world.channel(message.channel_id);
  const added = await store(world, channel, body, files);
  const kept =
    body.attachments == null
      ? message.attachments
      : message.attachments.filter(({ id }) => body.attachments?.some((one) => one.id === id));
  const { embeds, attachments } = resolved(body.embeds ?? message.embeds, [...kept, ...added]);
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
        : numbered((body.components ?? []) as NonNullable<APIMessage['components']>),
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

/** Bits put together, which the enum's type does not foresee. */
export const asFlags = (bits: number) => bits as unknown as MessageFlags;

/** As Discord writes moments: microseconds and an offset. */
export const discordTime = (at: number) => new Date(at).toISOString().replace('Z', '000+00:00');

const isEmpty = (message: APIMessage) =>
  message.content.trim() === '' &&
  message.embeds.length === 0 &&
  message.attachments.length === 0 &&
  !message.components?.length;

async function store(
  world: World,
  channel: Channel,
  body: MessageBody,
  files: readonly Upload[],
): Promise<Attachment[]> {
  if (files.length > 10)
    throw invalidForm(['attachments'], 'BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.');
  const attachments = files.map((file): Attachment => {
    const told = body.attachments?.find((one) => one.id === file.key);
    const id = world.ids.next();
    const filename = safeName(told?.filename ?? file.name);
    const path = `/files/${channel.id}/${id}/${encodeURIComponent(filename)}`;
    return {
      id,
      filename,
      size: file.bytes.byteLength,
      url: path,
      proxy_url: path,
      content_type: file.contentType,
      ...(told?.description && { description: told.description }),
    };
  });
  await Promise.all(attachments.map(({ id }, n) => world.files.put(id, files[n]?.bytes ?? new Uint8Array())));
  return attachments;
}

/** "attachment://chart.png" in an embed becomes the file's address, and the file is shown there only. */
function resolved(embeds: APIEmbed[], attachments: Attachment[]) {
  const shown = new Set<string>();
  const settle = <T extends { url: string }>(picture: T): T => {
    const file = attachments.find(({ filename }) => picture.url === `attachment://${filename}`);
    if (!file) return picture;
    shown.add(file.id);
    return { ...picture, url: file.url, proxy_url: file.url };
  };
  const settled = embeds.map((embed) => ({
    ...embed,
    ...(embed.image && { image: settle(embed.image) }),
    ...(embed.thumbnail && { thumbnail: settle(embed.thumbnail) }),
  }));
  return { embeds: settled, attachments: attachments.filter(({ id }) => !shown.has(id)) };
}
