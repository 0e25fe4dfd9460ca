// Who brought the application to where it is used: the server, the person, or both.
import {
  type APIApplicationCommand,
  ApplicationIntegrationType as Install,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { permissionsIn } from '../permissions.ts';
import type { Channel, Post } from '../world/entities.ts';
import type { World } from '../world/world.ts';

/** By kind of installation: the server's id ("0" in direct messages with the bot), and the person's. */
export type Owners = Readonly<Partial<Record<Install, string>>>;

/** Of those kinds, the ones that hold in the channel for this person; empty where the application is not there. */
export function ownersOf(world: World, channel: Channel, userId: string, kinds?: readonly Install[]): Owners {
  return ownersIn(world, channel.guildId, userId, kinds);
}

/** Whether the person finds a command there; `guildId`: undefined in direct messages with the bot. */
export const isInstalled = (
  world: World,
  guildId: string | undefined,
  userId: string,
  { integration_types: kinds }: Pick<APIApplicationCommand, 'integration_types'>,
): boolean => Object.keys(ownersIn(world, guildId, userId, kinds)).length > 0;

function ownersIn(
  world: World,
  guildId: string | undefined,
  userId: string,
  kinds: readonly Install[] = [Install.GuildInstall],
): Owners {
  const guild = world.guilds.get(guildId ?? '');
  const byServer = kinds.includes(Install.GuildInstall) && (!guild || world.memberOf(guild, world.botId));
  const byPerson = kinds.includes(Install.UserInstall) && world.person(userId).hasApp === true;
  return {
    ...(byServer && { [Install.GuildInstall]: guild?.id ?? '0' }),
    ...(byPerson && { [Install.UserInstall]: userId }),
  };
}

/** A message of the application keeps the owners of the interaction that it answered. */
export const ownersOfPost = (world: World, { message }: Post, channel: Channel, userId: string): Owners =>
  message.interaction_metadata?.authorizing_integration_owners ?? ownersOf(world, channel, userId);

/** Only the person brought it: it has no rights of its own there, and few follow-ups. */
export const isPersonal = (owners: Owners): boolean => owners[Install.GuildInstall] === undefined;

/** In servers where the person may not use applications of their own in front of others, only they see the answers. */
export function isHushed(world: World, channel: Channel, userId: string, owners: Owners): boolean {
  if (channel.guildId === undefined || !isPersonal(owners)) return false;
  return (permissionsIn(world, channel, userId) & P.UseExternalApps) === 0n;
}
