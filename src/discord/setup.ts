// The setup check: finds what will not work as a server is set up now, from its settings and the bot's permissions.
import type { Guild, GuildBasedChannel, GuildMember } from 'discord.js';
import { channelId, type ChannelId, type RoleId } from '../ids.ts';
import { everyoneSees } from './audience.ts';
import { servesFor } from './channelKinds.ts';
import {
  factsOf,
  isWatched,
  missingIn,
  type PermissionName,
  type Purpose,
  type WatchChoice,
} from './permissions.ts';
import { canDo, REMEDIES, rightFor, type Remedy, type RemedyRight } from './remedies.ts';
import { notifies } from './roles.ts';

/** The settings of a server that are checked. */
export interface ChosenSetup {
  readonly reportChannelId: ChannelId | null;
  readonly alertChannelId: ChannelId | null;
  readonly alertRoleId: RoleId | null;
  readonly secondCall: { readonly roleId: RoleId } | null;
  readonly chatChannelId: ChannelId | null;
  readonly roleJobs: readonly { readonly channelId: ChannelId }[];
  readonly watch: WatchChoice;
  /** Whether messages are to be marked with reactions. */
  readonly marks: boolean;
  /** Whether the notice was posted since the bot joined the server. */
  readonly noticed: boolean;
}

/** Role jobs need what reports need. */
type PostPurpose = Purpose | 'roleJobs';

export type SetupProblem =
  /** No message is read, so there is nothing to report. */
  | { readonly kind: 'nothing watched' | 'no reports' | 'no alerts' | 'not noticed' }
  /** The channel chosen for a purpose was deleted, or the bot does not see it. */
  | { readonly kind: 'gone'; readonly purpose: PostPurpose }
  | {
      readonly kind: 'missing';
      readonly purpose: PostPurpose;
      readonly channelId: ChannelId;
      readonly missing: readonly PermissionName[];
    }
  /** Watched channels where something fails that the purpose needs; all of these permissions are missing somewhere. */
  | {
      readonly kind: 'limited';
      readonly purpose: Purpose;
      readonly channelIds: readonly ChannelId[];
      readonly missing: readonly PermissionName[];
    }
  /** The role that alerts mention was deleted, or nobody is notified by a mention. */
  | { readonly kind: 'role gone'; readonly command: 'settings alerts' | 'settings second-role' }
  | { readonly kind: 'role silent'; readonly roleId: RoleId }
  /** Chosen to be watched, and the bot does not see them. */
  | { readonly kind: 'unseen'; readonly channelIds: readonly ChannelId[] }
  /** Not all who read the reports may read any watched channel: reports name and quote none. */
  | { readonly kind: 'bare reports'; readonly channelId: ChannelId };

/** A button of alerts that the bot would have with more rights. Nothing fails without it. */
export interface SetupExtra {
  readonly remedy: Remedy;
  readonly rights: readonly RemedyRight[];
  readonly channelIds: readonly ChannelId[];
}

export interface SetupCheck {
  /** How many channels are watched; threads count where they are chosen themselves. */
  readonly watched: number;
  /** The most important first; empty when all is well. */
  readonly problems: readonly SetupProblem[];
  readonly extras: readonly SetupExtra[];
}

/** Checks the server as the bot sees it now. */
export async function checkSetup(guild: Guild, chosen: ChosenSetup): Promise<SetupCheck> {
  const me = await guild.members.fetchMe();
  const watched = watchedChannels(guild, me, chosen.watch);
  const { reportChannelId, alertChannelId, chatChannelId } = chosen;
  return {
    watched: watched.length,
    problems: [
      ...(watched.length === 0 ? [{ kind: 'nothing watched' } as const] : []),
      ...(reportChannelId === null ? [{ kind: 'no reports' } as const] : []),
      ...((alertChannelId ?? reportChannelId) === null ? [{ kind: 'no alerts' } as const] : []),
      ...chosenFor('reports', reportChannelId, guild, me),
      ...chosenFor('alerts', alertChannelId, guild, me),
      ...calledRole(guild, me, chosen.alertRoleId, 'settings alerts'),
      ...calledRole(guild, me, chosen.secondCall?.roleId ?? null, 'settings second-role'),
      ...chosenFor('chat', chatChannelId, guild, me),
      ...chosenForJobs(chosen.roleJobs, guild, me),
      ...bareReports(guild, watched, reportChannelId),
      ...unseen(guild, me, chosen.watch),
      ...limited('watch', watched, me),
      ...(chosen.marks ? limited('reactions', watched, me) : []),
      ...(chosen.noticed ? [] : [{ kind: 'not noticed' } as const]),
    ],
    extras: extras(guild, me, watched, alertChannelId ?? reportChannelId),
  };
}

/** None where alerts are not posted. */
function extras(
  guild: Guild,
  me: GuildMember,
  watched: readonly GuildBasedChannel[],
  alertsIn: ChannelId | null,
): SetupExtra[] {
  const alertChannel = alertsIn === null ? undefined : guild.channels.cache.get(alertsIn);
  if (!alertChannel) return [];
  const places = { 'slow mode': watched, thread: [alertChannel] };
  return REMEDIES.flatMap((remedy) => {
    const lacking = places[remedy].flatMap((channel) => {
      const right = rightFor(remedy, channel);
      return right === null || canDo(remedy, channel, me) ? [] : [{ right, id: channelId.parse(channel.id) }];
    });
    const rights = [...new Set(lacking.map(({ right }) => right))];
    return lacking.length === 0 ? [] : [{ remedy, rights, channelIds: lacking.map(({ id }) => id) }];
  });
}

/** Threads count only where they are chosen themselves; otherwise they follow their channel. */
export function watchedChannels(guild: Guild, me: GuildMember, watch: WatchChoice): GuildBasedChannel[] {
  return [...guild.channels.cache.values()].filter((channel) => {
    const counts = !channel.isThread() || watch.include.some((id) => id === channel.id);
    return counts && servesFor(channel.type, 'watch') && isWatched(factsOf(channel, me), watch);
  });
}

function chosenFor(
  purpose: PostPurpose,
  id: ChannelId | null,
  guild: Guild,
  me: GuildMember,
): SetupProblem[] {
  if (id === null) return [];
  const channel = guild.channels.cache.get(id);
  if (!channel) return [{ kind: 'gone', purpose }];
  const missing = missingIn(channel, me, purpose === 'roleJobs' ? 'reports' : purpose);
  return missing.length === 0 ? [] : [{ kind: 'missing', purpose, channelId: id, missing }];
}

/** That a channel is gone is said once: which one it was can't be told. */
function chosenForJobs(jobs: ChosenSetup['roleJobs'], guild: Guild, me: GuildMember): SetupProblem[] {
  const ids = [...new Set(jobs.map(({ channelId: id }) => id))];
  const firstGone = ids.find((id) => !guild.channels.cache.has(id));
  return ids
    .filter((id) => guild.channels.cache.has(id) || id === firstGone)
    .flatMap((id) => chosenFor('roleJobs', id, guild, me));
}

/** `command`: the one that chooses the role. */
function calledRole(
  guild: Guild,
  me: GuildMember,
  id: RoleId | null,
  command: 'settings alerts' | 'settings second-role',
): SetupProblem[] {
  if (id === null) return [];
  const role = guild.roles.cache.get(id);
  if (!role) return [{ kind: 'role gone', command }];
  return notifies(role, me) ? [] : [{ kind: 'role silent', roleId: id }];
}

function bareReports(
  { client, channels }: Guild,
  watched: readonly GuildBasedChannel[],
  readIn: ChannelId | null,
): SetupProblem[] {
  if (readIn === null || watched.length === 0 || !channels.cache.has(readIn)) return [];
  if (watched.some(({ id }) => everyoneSees(client, channelId.parse(id), readIn))) return [];
  return [{ kind: 'bare reports', channelId: readIn }];
}

function unseen(guild: Guild, me: GuildMember, { include }: WatchChoice): SetupProblem[] {
  const channelIds = include.filter((id) => {
    const channel = guild.channels.cache.get(id);
    // An archived thread is not cached; a deleted channel has nothing more to read.
    return channel !== undefined && !factsOf(channel, me).visibleToBot;
  });
  return channelIds.length === 0 ? [] : [{ kind: 'unseen', channelIds }];
}

function limited(purpose: Purpose, watched: readonly GuildBasedChannel[], me: GuildMember): SetupProblem[] {
  const lacking = watched
    .map((channel) => ({ id: channelId.parse(channel.id), missing: missingIn(channel, me, purpose) }))
    .filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return [];
  const missing = [...new Set(lacking.flatMap((one) => one.missing))];
  return [{ kind: 'limited', purpose, channelIds: lacking.map(({ id }) => id), missing }];
}
