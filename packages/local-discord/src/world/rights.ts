// Whether a person or the bot may do something with messages in a channel. Throws Discord's refusal where not.
import {
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import {
  ApiError,
  cannotExecuteOnSystemMessage,
  cannotForward,
  cannotReplyUnread,
  invalidForm,
  invalidSticker,
  missingPermissions,
  notTheAuthor,
  voiceNeedsMetadata,
  voiceNeedsOneFile,
  voiceWithMore,
} from '../apiError.ts';
import type { MessageBody } from '../bodies/message.ts';
import { demand, permissionsIn, rightToWrite } from '../permissions.ts';
import type { Channel, Post } from './entities.ts';
import type { World } from './world.ts';

export function mayPost(
  world: World,
  channel: Channel,
  actorId: string,
  body: MessageBody,
  fileCount: number,
): void {
  if (channel.recipientId !== undefined && world.people.get(channel.recipientId)?.user.bot)
    throw new ApiError(403, 50007, 'Cannot send messages to this user');
  demand(world, channel, actorId, rightToWrite(channel));
  if (body.embeds?.length) demand(world, channel, actorId, P.EmbedLinks);
  if (fileCount > 0) demand(world, channel, actorId, P.AttachFiles);
  if (channel.thread?.locked && !(permissionsIn(world, channel, actorId) & P.ManageThreads))
    throw new ApiError(403, 160005, 'The thread is locked');
  if (body.poll) demand(world, channel, actorId, P.SendPolls);
  if (body.sticker_ids?.length) throw invalidSticker(); // this world has none that can be named
  mayPostVoice(world, channel, actorId, body, fileCount);
  const reference = body.message_reference;
  if (!reference) return;
  if (reference.type === MessageReferenceType.Forward) {
    mayForward(world, actorId, body, fileCount);
    return;
  }
  if (!(permissionsIn(world, channel, actorId) & P.ReadMessageHistory)) throw cannotReplyUnread();
  const known = world.posts(channel.id).some((one) => one.message.id === reference.message_id);
  if (!known && reference.fail_if_not_exists !== false)
    throw invalidForm(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

function mayPostVoice(
  world: World,
  channel: Channel,
  actorId: string,
  body: MessageBody,
  fileCount: number,
): void {
  if (((body.flags ?? 0) & MessageFlags.IsVoiceMessage) === 0) return;
  demand(world, channel, actorId, P.SendVoiceMessages);
  if (body.content || body.embeds?.length || body.poll) throw voiceWithMore();
  if (fileCount !== 1) throw voiceNeedsOneFile();
  const [told] = body.attachments ?? [];
  if (told?.duration_secs == null || told.waveform == null) throw voiceNeedsMetadata();
}

/** A forward brings nothing of its own, and only what its sender may read. */
function mayForward(world: World, actorId: string, body: MessageBody, fileCount: number): void {
  const { channel_id: from, message_id: id } = body.message_reference ?? {};
  const source = world.channel(from ?? '');
  demand(world, source, actorId, P.ReadMessageHistory);
  const original = world.post(source.id, id ?? '');
  if (original.onlyFor !== undefined || original.message.poll) throw cannotForward();
  if (body.content || body.embeds?.length || body.components?.length || body.poll || fileCount > 0)
    throw invalidForm(['content'], 'BASE_TYPE_BAD_VALUE', 'A forward has no content of its own.');
}

export function mayRead(world: World, channel: Channel, actorId: string): void {
  demand(world, channel, actorId);
}

export const mayReadHistory = (world: World, channel: Channel, actorId: string) =>
  (permissionsIn(world, channel, actorId) & P.ReadMessageHistory) !== 0n;

export function mayEdit(world: World, channel: Channel, post: Post, actorId: string): void {
  demand(world, channel, actorId);
  if (post.message.author.id !== actorId) throw notTheAuthor();
  if ((post.message.flags ?? 0) & MessageFlags.Loading) throw missingPermissions();
}

export function mayErase(world: World, channel: Channel, post: Post, actorId: string): void {
  demand(world, channel, actorId);
  if (post.message.author.id === actorId) return;
  if (post.message.type === MessageType.ThreadStarterMessage) throw cannotExecuteOnSystemMessage();
  if (channel.guildId === undefined) throw new ApiError(403, 50003, 'Cannot execute action on a DM channel');
  demand(world, channel, actorId, P.ManageMessages);
}

export function mayReact(world: World, channel: Channel, actorId: string, isNew: boolean): void {
  demand(world, channel, actorId, P.ReadMessageHistory);
  if (isNew) demand(world, channel, actorId, P.AddReactions);
}
