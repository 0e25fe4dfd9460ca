// The link that adds the bot to a server with exactly the scopes and permissions that it needs.
import { OAuth2Scopes, PermissionFlagsBits } from 'discord-api-types/v10';
import { PERMISSION_NAMES } from './permissions.ts';

const SCOPES = [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands];

/** The permission bits that the invite asks for. */
export const INVITE_PERMISSIONS: bigint = PERMISSION_NAMES.reduce(
  (bits, name) => bits | PermissionFlagsBits[name],
  0n,
);

/** A person with Manage Server who opens the link can add the bot. */
export function inviteLink(applicationId: string): string {
  const link = new URL('https://discord.com/oauth2/authorize');
  link.searchParams.set('client_id', applicationId);
  link.searchParams.set('scope', SCOPES.join(' '));
  link.searchParams.set('permissions', INVITE_PERMISSIONS.toString());
  return link.href;
}
