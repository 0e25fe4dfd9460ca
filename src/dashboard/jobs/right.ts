// Who may see the jobs of all servers: whoever the bot belongs to, as Discord says at that moment.
import { Team, TeamMemberMembershipState, TeamMemberRole, type Client } from 'discord.js';
import type { Viewer } from '../viewer.ts';

/** `look`: reads, and runs nothing. */
export type JobsRight = 'none' | 'look' | 'run';

/**
 * People own the application, or belong to the team that does. Viewers who are no person operate the machine: this one
 * is reached on loopback alone, or it is the local server.
 */
export async function jobsRightOf(client: Client, viewer: Viewer): Promise<JobsRight> {
  if (viewer.kind !== 'person') return 'run';
  const owner = (await client.application?.fetch())?.owner;
  if (!(owner instanceof Team)) return owner?.id === viewer.id ? 'run' : 'none';
  const member = owner.members.get(viewer.id);
  // Whoever was only invited has said yes to nothing yet.
  if (member?.membershipState !== TeamMemberMembershipState.Accepted) return 'none';
  return member.role === TeamMemberRole.ReadOnly ? 'look' : 'run';
}
