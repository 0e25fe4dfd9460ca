// Who looks, and what they may see: Discord's rights of that moment, read by the bot at every request.
import {
  type Client,
  DiscordAPIError,
  type Guild,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import { mayUseHere, mayWorkIn } from '../commands/checkRights.ts';
import type { Need } from '../commands/rights.ts';
import { servesFor } from '../discord/channelKinds.ts';
import { canSee, permissionsIn } from '../discord/permissions.ts';
import { channelId, guildId, userId, type ChannelId, type GuildId, type UserId } from '../ids.ts';
import { MINUTE } from '../mood/window.ts';
import type { Named } from './data.ts';
import { notFound } from './errors.ts';

/** A person; the owner of whatever server is opened; or who operates the machine and sees what the bot sees. */
export type Viewer =
  | { readonly kind: 'person'; readonly id: UserId }
  | { readonly kind: 'owner' }
  | { readonly kind: 'operator' };

export interface SeenChannel {
  readonly id: ChannelId;
  readonly name: string;
}

/** A server as one viewer may see it. */
export interface Sight {
  readonly guild: Guild;
  readonly guildId: GuildId;
  /** Who acts; null: nobody, for the operator acts in Discord. */
  readonly actor: UserId | null;
  readonly channels: readonly SeenChannel[];
  readonly sees: (channel: ChannelId) => boolean;
  /** Whether they hold what commands need in the whole server. */
  readonly may: (need: Need) => boolean;
  /** The same in one channel. */
  readonly mayIn: (need: Need, channel: ChannelId) => boolean;
}

/** Throws ViewRefusal (404) where the server is unknown or the viewer is no member. */
export async function sightOf(client: Client, viewer: Viewer, id: string): Promise<Sight> {
  const guild = client.guilds.cache.get(id);
  const member = guild && (await memberIn(guild, viewer));
  if (!member) throw notFound();
  const reads = (channel: GuildBasedChannel) =>
    canSee(channel, member) && permissionsIn(channel, member).has(PermissionFlagsBits.ReadMessageHistory);
  const channelOf = (channel: ChannelId) => guild.channels.cache.get(channel);
  const isOperator = viewer.kind === 'operator';
  return {
    guild,
    guildId: guildId.parse(guild.id),
    actor: isOperator ? null : userId.parse(member.id),
    channels: guild.channels.cache
      .filter((channel) => servesFor(channel.type, 'mood') && reads(channel))
      .map((channel) => ({ id: channelId.parse(channel.id), name: channel.name })),
    sees: (channel) => {
      const found = channelOf(channel);
      return found !== undefined && reads(found);
    },
    may: (need) => isOperator || mayUseHere(need, { memberPermissions: member.permissions }),
    mayIn: (need, channel) => {
      const found = channelOf(channel);
      return !isOperator && found !== undefined && reads(found) && mayWorkIn(need, member, found);
    },
  };
}

/** Servers looked through for one person: each asks Discord once. */
const MOST_LOOKED_AT = 50;

/** How long the servers of a viewer are remembered; what they may see in one is read at every request. */
const REMEMBERED = MINUTE;

/** One name for each viewer. */
export const keyOf = (viewer: Viewer): string => (viewer.kind === 'person' ? viewer.id : viewer.kind);

/** Finds the servers that a viewer shares with the bot, by name: for each viewer once in a minute. */
export function createServerList(client: Client, clock: Clock): (viewer: Viewer) => Promise<Named[]> {
  const known = new Map<string, { servers: Promise<Named[]>; until: number }>();
  return (viewer) => {
    const now = clock.now();
    for (const [key, { until }] of known) if (until <= now) known.delete(key);
    const key = keyOf(viewer);
    const held = known.get(key);
    if (held) return held.servers;
    const servers = serversOf(client, viewer);
    known.set(key, { servers, until: now + REMEMBERED });
    const forget = () => known.delete(key);
    // Whoever asked hears of a failure. At the start the servers are not there yet, which only a stranger may ask often.
    servers.then((found) => found.length === 0 && viewer.kind !== 'person' && forget(), forget);
    return servers;
  };
}

async function serversOf(client: Client, viewer: Viewer): Promise<Named[]> {
  const guilds = [...client.guilds.cache.values()].slice(0, MOST_LOOKED_AT);
  const members = await Promise.all(guilds.map((guild) => memberIn(guild, viewer)));
  return guilds
    .filter((_, n) => members[n] !== null)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Read from Discord each time: without the members intent nobody tells the bot of changed roles. */
async function memberIn(guild: Guild, viewer: Viewer): Promise<GuildMember | null> {
  if (viewer.kind === 'operator') return guild.members.fetchMe();
  const user = viewer.kind === 'owner' ? guild.ownerId : viewer.id;
  try {
    return await guild.members.fetch({ user, force: true });
  } catch (error) {
    if (error instanceof DiscordAPIError && GONE.includes(error.code)) return null;
    throw error;
  }
}

const GONE: readonly (string | number)[] = [RESTJSONErrorCodes.UnknownMember, RESTJSONErrorCodes.UnknownUser];
