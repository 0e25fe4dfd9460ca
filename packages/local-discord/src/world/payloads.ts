// Users, members, servers, channels and messages in the form in which Discord sends them.
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIReaction,
  type APIRole,
  type APIUser,
  ChannelType,
  MessageReferenceType,
  type GatewayGuildCreateDispatchData,
} from 'discord-api-types/v10';
import { isThread } from '../permissions.ts';
import type { Channel, Guild, Member, Post, Role } from './entities.ts';
import type { World } from './world.ts';

/** No flags: Discord's enums have no name for it. */
const NONE = 0 as unknown as never;

export const rolePayload = (role: Role): APIRole => ({
  id: role.id,
  name: role.name,
  permissions: role.permissions,
  position: role.position,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Discord still sends it
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: role.botId !== undefined,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: NONE,
  ...(role.botId !== undefined && { tags: { bot_id: role.botId } }),
});

export const memberPayload = (world: World, member: Member): APIGuildMember => ({
  user: world.person(member.userId).user,
  nick: member.nick,
  avatar: null,
  banner: null,
  roles: member.roles,
  joined_at: member.joinedAt,
  premium_since: null,
  deaf: false,
  mute: false,
  pending: false,
  communication_disabled_until: null,
  flags: NONE,
});

export function channelPayload(world: World, channel: Channel): APIChannel {
  return {
    ...kindOfChannel(world, channel),
    id: channel.id,
    type: channel.type,
    flags: 0,
  } as unknown as APIChannel;
}

function kindOfChannel(world: World, channel: Channel): object {
  if (channel.type === ChannelType.DM)
    return {
      last_message_id: channel.lastMessageId,
      recipients: channel.recipientId === undefined ? [] : [world.person(channel.recipientId).user],
    };
  const common = {
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: channel.slowmodeSeconds,
    last_message_id: channel.lastMessageId,
  };
  const { thread } = channel;
  if (!thread)
    return {
      ...common,
      topic: channel.topic,
      position: channel.position,
      nsfw: channel.nsfw,
      permission_overwrites: channel.overwrites,
    };
  const count = world.posts(channel.id).length;
  return {
    ...common,
    owner_id: thread.ownerId,
    message_count: count,
    total_message_sent: count,
    member_count: thread.members.length,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: thread.createdAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: thread.createdAt,
    },
  };
}

/** Null where nothing was ever switched off. */
export const incidentsPayload = ({ incidents }: Guild) =>
  incidents ? { invites_disabled_until: incidents.invites, dms_disabled_until: incidents.dms } : null;

export const guildPayload = (guild: Guild): APIGuild =>
  ({
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    features: [],
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: guild.roles.map(rolePayload),
    default_message_notifications: 0,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.preferredLocale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    hub_type: null,
    emojis: [],
    stickers: [],
    incidents_data: incidentsPayload(guild),
  }) as unknown as APIGuild;

export function guildCreatePayload(world: World, guild: Guild): GatewayGuildCreateDispatchData {
  const channels = world.channelsOf(guild.id);
  return {
    ...guildPayload(guild),
    joined_at: world.memberOf(guild, world.botId)?.joinedAt ?? '',
    large: false,
    unavailable: false,
    member_count: guild.members.length,
    voice_states: [],
    members: guild.members.map((member) => memberPayload(world, member)),
    channels: channels.filter((one) => !isThread(one)).map((one) => channelPayload(world, one)),
    threads: channels.filter(isThread).map((one) => channelPayload(world, one)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  } as unknown as GatewayGuildCreateDispatchData;
}

/** A message as this viewer sees it: `me` of its reactions is the viewer's, and it holds the message that it replies to. */
export function messagePayload(world: World, post: Post, viewerId: string): APIMessage {
  const { message } = post;
  const { message_reference: reference } = message;
  const replied = reference?.type === MessageReferenceType.Forward ? undefined : reference?.message_id;
  const original =
    replied === undefined
      ? undefined
      : world.posts(message.channel_id).find((one) => one.message.id === replied);
  const thread = world.channels.get(message.id);
  return {
    ...withAddresses(world, message),
    ...(post.reactions.length > 0 && { reactions: reactionsPayload(post, viewerId) }),
    ...(thread && { thread: channelPayload(world, thread) }),
    ...(replied !== undefined && {
      referenced_message: original ? { ...withAddresses(world, original.message) } : null,
    }),
  };
}

function reactionsPayload(post: Post, viewerId: string): APIReaction[] {
  return post.reactions.map(({ id, name, users }) => ({
    emoji: { id, name },
    count: users.length,
    count_details: { burst: 0, normal: users.length },
    burst_colors: [],
    me: users.includes(viewerId),
    me_burst: false,
  }));
}

/** Makes addresses of the paths of stored files. */
function withAddresses(world: World, message: APIMessage): APIMessage {
  const full = (url: string) => (url.startsWith('/files/') ? world.baseUrl + url : url);
  const picture = <T extends { url: string; proxy_url?: string }>(one: T): T => ({
    ...one,
    url: full(one.url),
    ...(one.proxy_url !== undefined && { proxy_url: full(one.proxy_url) }),
  });
  const shown = <T extends Pick<APIMessage, 'attachments' | 'embeds'>>(one: T): T => ({
    ...one,
    attachments: one.attachments.map(picture),
    embeds: one.embeds.map((embed) => ({
      ...embed,
      ...(embed.image && { image: picture(embed.image) }),
      ...(embed.thumbnail && { thumbnail: picture(embed.thumbnail) }),
    })),
  });
  const { message_snapshots: snapshots } = message;
  return {
    ...shown(message),
    ...(snapshots && { message_snapshots: snapshots.map((one) => ({ message: shown(one.message) })) }),
  };
}

export const userPayload = (id: string, username: string, displayName: string, isBot: boolean): APIUser => ({
  id,
  username,
  discriminator: '0',
  global_name: displayName,
  avatar: null,
  avatar_decoration_data: null,
  banner: null,
  accent_color: null,
  flags: NONE,
  public_flags: NONE,
  primary_guild: null,
  ...(isBot && { bot: true }),
});
