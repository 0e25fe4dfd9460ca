// Invites of a server can be paused for a time: Discord ends the pause by itself.
import { type Guild, PermissionFlagsBits } from 'discord.js';

/** Until when nobody can join by an invite (milliseconds since 1970); null: invites work. */
export function invitesPausedUntil({ incidentsData }: Guild, now: number): number | null {
  const until = incidentsData?.invitesDisabledUntil?.getTime() ?? 0;
  return until > now ? until : null;
}

export const canPauseInvites = ({ members: { me } }: Guild): boolean =>
  me?.permissions.has(PermissionFlagsBits.ManageGuild) === true;
