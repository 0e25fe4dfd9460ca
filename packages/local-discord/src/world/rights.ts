// Whether a person or the bot may do something with messages in a channel. Throws Discord's refusal where not.
import { MessageFlags, MessageType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import {
  ApiError,
  cannotExecuteOnSystemMessage,
  cannotReplyUnread,
  invalidForm,
  missingPermissions,
  notTheAuthor,
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
  const reference = body.message_reference;
  if (!reference) return;
  if (!(permissionsIn(world, channel, actorId) & P.ReadMessageHistory)) throw cannotReplyUnread();
  const known = world.posts(channel.id).some((one) => one.message.id === reference.message_id);
  if (!known && reference.fail_if_not_exists !== false)
    throw invalidForm(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
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
