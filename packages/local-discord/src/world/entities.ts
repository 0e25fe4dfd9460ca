// What the world consists of. The schemas also check a snapshot when it is read.
import { type APIAttachment, type APIMessage, type APIUser, ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { snowflake as id } from '../snowflake.ts';

/** Permissions as Discord writes them: a number of many bits, in a string. */
export const bits = z.string().regex(/^\d{1,20}$/);
/** Payloads that this server made itself. Only their keys are checked. */
const made = <T>(...keys: string[]) =>
  z.custom<T>(
    (value) => typeof value === 'object' && value !== null && keys.every((key) => key in value),
    `an object with ${keys.join(', ')}`,
  );

export const personShape = z.object({
  user: made<APIUser>('id', 'username', 'discriminator'),
  locale: z.string(),
  /** They installed the application for themselves, so that they can use it everywhere. */
  hasApp: z.boolean().optional(),
});
export type Person = z.infer<typeof personShape>;

const roleShape = z.object({
  id,
  name: z.string(),
  permissions: bits,
  position: z.number(),
  /** The bot that this role came with. */
  botId: id.optional(),
});
export type Role = z.infer<typeof roleShape>;

const memberShape = z.object({
  userId: id,
  nick: z.string().nullable(),
  roles: z.array(id),
  joinedAt: z.string(),
});
export type Member = z.infer<typeof memberShape>;

export const guildShape = z.object({
  id,
  name: z.string(),
  ownerId: id,
  preferredLocale: z.string(),
  /** Until when invites and direct messages are switched off, ISO 8601; null: they work. */
  incidents: z.object({ invites: z.string().nullable(), dms: z.string().nullable() }).optional(),
  roles: z.array(roleShape),
  /** The role that gives people their permissions. The bot has only its own role. */
  memberRoleId: id,
  members: z.array(memberShape),
});
export type Guild = z.infer<typeof guildShape>;

export const overwriteShape = z.object({
  id,
  /** 0: a role, 1: a member. */
  type: z.union([z.literal(0), z.literal(1)]),
  allow: bits,
  deny: bits,
});
export type Overwrite = z.infer<typeof overwriteShape>;

const threadShape = z.object({
  ownerId: id,
  archived: z.boolean(),
  locked: z.boolean(),
  autoArchiveMinutes: z.number(),
  createdAt: z.string(),
  members: z.array(id),
});

export const channelShape = z.object({
  id,
  type: z.enum(ChannelType),
  guildId: id.optional(),
  name: z.string(),
  topic: z.string().nullable(),
  position: z.number(),
  parentId: id.nullable(),
  nsfw: z.boolean(),
  slowmodeSeconds: z.number(),
  overwrites: z.array(overwriteShape),
  lastMessageId: id.nullable(),
  /** The other side of a direct message. */
  recipientId: id.optional(),
  thread: threadShape.optional(),
});
export type Channel = z.infer<typeof channelShape>;

export const postShape = z.object({
  /** Addresses of files are kept as paths ("/files/…"), and reactions below. */
  message: made<APIMessage>('id', 'channel_id', 'author', 'content', 'attachments'),
  reactions: z.array(z.object({ name: z.string(), id: id.nullable(), users: z.array(id) })),
  /** An ephemeral reply: seen by this person alone. */
  onlyFor: id.optional(),
});
export type Post = z.infer<typeof postShape>;

export type Attachment = APIAttachment;
