// Turns what happens in the world into gateway events, each with the intent that a session needs for it.
import { GatewayDispatchEvents as Event, GatewayIntentBits as Intent } from 'discord-api-types/v10';
import { canSee, isThread } from '../permissions.ts';
import type { Channel, Guild, Post } from '../world/entities.ts';
import type { WorldEvent } from '../world/events.ts';
import {
  channelPayload,
  guildCreatePayload,
  guildPayload,
  memberPayload,
  messagePayload,
  rolePayload,
} from '../world/payloads.ts';
import type { World } from '../world/world.ts';
import { withoutContent } from './privacy.ts';

export interface Dispatch {
  readonly t: string;
  readonly d: object;
  readonly guildId?: string;
}

/** What a session asked for. */
export interface Wants {
  readonly intents: number;
}

const has = (wants: Wants, intent: Intent) => (wants.intents & intent) !== 0;

/** Undefined where the bot cannot see it or did not ask for it. */
export function dispatchFor(world: World, event: WorldEvent, wants: Wants): Dispatch | undefined {
  switch (event.type) {
    case 'post':
    case 'postEdit':
    case 'postsGone':
      return inChannel(world, wants, event, { intents: MESSAGES, ...messageDispatch(world, event, wants) });
    case 'reaction':
    case 'reactionsCleared':
      return inChannel(world, wants, event, { intents: REACTIONS, ...reactionDispatch(world, event) });
    case 'typing':
      return inChannel(world, wants, event, { intents: TYPING, ...typingDispatch(world, event) });
    case 'channelNew':
    case 'channelEdit':
    case 'channelGone':
      return inGuild(world, event.channel.guildId, has(wants, Intent.Guilds), {
        t: channelEvent(event.channel, event.type),
        d: {
          ...channelPayload(world, event.channel),
          ...(event.type === 'channelNew' && isThread(event.channel) && { newly_created: true }),
        },
      });
    case 'guildJoin':
      return { t: Event.GuildCreate, d: guildFor(world, event.guild, wants), guildId: event.guild.id };
    case 'guildEdit':
      return inGuild(world, event.guild.id, has(wants, Intent.Guilds), {
        t: Event.GuildUpdate,
        d: guildPayload(event.guild),
      });
    case 'guildLeave':
      return { t: Event.GuildDelete, d: { id: event.guild.id }, guildId: event.guild.id };
    case 'memberNew':
    case 'memberEdit':
      return inGuild(world, event.guild.id, has(wants, Intent.GuildMembers), {
        t: event.type === 'memberNew' ? Event.GuildMemberAdd : Event.GuildMemberUpdate,
        d: { ...memberPayload(world, event.member), guild_id: event.guild.id },
      });
    case 'roleNew':
    case 'roleEdit':
      return inGuild(world, event.guild.id, has(wants, Intent.Guilds), {
        t: event.type === 'roleNew' ? Event.GuildRoleCreate : Event.GuildRoleUpdate,
        d: { guild_id: event.guild.id, role: rolePayload(event.role) },
      });
    case 'interaction':
      return {
        t: Event.InteractionCreate,
        d: event.interaction,
        ...(event.guildId !== undefined && { guildId: event.guildId }),
      };
    case 'commands':
    case 'people':
    case 'online':
      return undefined;
  }
}

type About<T extends WorldEvent['type']> = Extract<WorldEvent, { type: T }>;

function messageDispatch(
  world: World,
  event: About<'post' | 'postEdit' | 'postsGone'>,
  wants: Wants,
): Dispatch {
  switch (event.type) {
    case 'post': {
      const nonce = event.nonce === undefined ? {} : { nonce: event.nonce };
      return { t: Event.MessageCreate, d: { ...gatewayMessage(world, event.post, wants), ...nonce } };
    }
    case 'postEdit':
      return { t: Event.MessageUpdate, d: gatewayMessage(world, event.post, wants) };
    case 'postsGone': {
      const ids = event.bulk ? { ids: event.ids } : { id: event.ids[0] };
      const t = event.bulk ? Event.MessageDeleteBulk : Event.MessageDelete;
      return { t, d: { channel_id: event.channel.id, ...ids } };
    }
  }
}

function reactionDispatch(world: World, event: About<'reaction' | 'reactionsCleared'>): Dispatch {
  const place = { channel_id: event.channel.id, message_id: event.post.message.id };
  if (event.type === 'reactionsCleared') return { t: Event.MessageReactionRemoveAll, d: place };
  const { userId, emoji, added } = event;
  return {
    t: added ? Event.MessageReactionAdd : Event.MessageReactionRemove,
    d: {
      user_id: userId,
      ...place,
      emoji,
      burst: false,
      type: 0,
      ...(added && { message_author_id: event.post.message.author.id }),
      ...(added && memberPart(world, event.channel, userId)),
    },
  };
}

function typingDispatch(world: World, { channel, userId }: About<'typing'>): Dispatch {
  const timestamp = Math.floor(world.clock.now() / 1000);
  const member = memberPart(world, channel, userId);
  return { t: Event.TypingStart, d: { channel_id: channel.id, user_id: userId, timestamp, ...member } };
}

/** A server as a bot is told of it. Without the members intent the bot is the only member. */
export function guildFor(world: World, guild: Guild, wants: Wants): object {
  const payload = guildCreatePayload(world, guild);
  if (has(wants, Intent.GuildMembers)) return payload;
  return { ...payload, members: payload.members.filter(({ user }) => user.id === world.botId) };
}

/** Servers and direct messages need different intents. */
interface Intents {
  readonly guild: Intent;
  readonly direct: Intent;
}
const MESSAGES: Intents = { guild: Intent.GuildMessages, direct: Intent.DirectMessages };
const REACTIONS: Intents = { guild: Intent.GuildMessageReactions, direct: Intent.DirectMessageReactions };
const TYPING: Intents = { guild: Intent.GuildMessageTyping, direct: Intent.DirectMessageTyping };

function inChannel(
  world: World,
  wants: Wants,
  { channel, post, onlyFor }: { channel: Channel; post?: Post; onlyFor?: string },
  { intents, t, d }: { intents: Intents; t: string; d: object },
): Dispatch | undefined {
  // The gateway never tells of ephemeral messages: only their interaction and its person know them.
  if (onlyFor !== undefined || post?.onlyFor !== undefined) return undefined;
  const intent = channel.guildId === undefined ? intents.direct : intents.guild;
  if (!has(wants, intent) || !canSee(world, channel, world.botId)) return undefined;
  return channel.guildId === undefined
    ? { t, d }
    : { t, d: { ...d, guild_id: channel.guildId }, guildId: channel.guildId };
}

function inGuild(
  world: World,
  guildId: string | undefined,
  wanted: boolean,
  { t, d }: { t: string; d: object },
): Dispatch | undefined {
  const guild = world.guilds.get(guildId ?? '');
  if (!guild || !wanted || !world.memberOf(guild, world.botId)) return undefined;
  return { t, d, guildId: guild.id };
}

function channelEvent(channel: Channel, type: 'channelNew' | 'channelEdit' | 'channelGone'): string {
  if (isThread(channel))
    return {
      channelNew: Event.ThreadCreate,
      channelEdit: Event.ThreadUpdate,
      channelGone: Event.ThreadDelete,
    }[type];
  return {
    channelNew: Event.ChannelCreate,
    channelEdit: Event.ChannelUpdate,
    channelGone: Event.ChannelDelete,
  }[type];
}

function memberPart(world: World, channel: Channel, userId: string): object {
  const guild = world.guilds.get(channel.guildId ?? '');
  const member = guild && world.memberOf(guild, userId);
  return member ? { member: memberPayload(world, member) } : {};
}

function gatewayMessage(world: World, post: Post, wants: Wants): object {
  const whole = messagePayload(world, post, world.botId);
  const message = has(wants, Intent.MessageContent) ? whole : withoutContent(world, whole);
  const channel = world.channel(message.channel_id);
  const guild = world.guilds.get(channel.guildId ?? '');
  if (!guild) return { ...message, channel_type: channel.type };
  const memberWithoutUser = (userId: string) => {
    const member = world.memberOf(guild, userId);
    return member && { ...memberPayload(world, member), user: undefined };
  };
  return {
    ...message,
    channel_type: channel.type,
    member: memberWithoutUser(message.author.id),
    mentions: message.mentions.map((user) => ({ ...user, member: memberWithoutUser(user.id) })),
  };
}
