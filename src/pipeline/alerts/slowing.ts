// Slow mode that was asked for a time ends by itself, also where the program was started anew meanwhile.
import type { Client } from 'discord.js';
import { reasonOf } from '../../errors.ts';
import { canDo } from '../../discord/remedies.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Incident, IncidentStore } from '../../store/store.ts';
import { eachOf } from '../each.ts';
import { changeIncident } from './changing.ts';

export interface SlowingOptions {
  readonly client: Client;
  readonly incidents: IncidentStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Ends the slow modes that are due in servers of this process; returns their incidents. One that the bot may not change
 * stays on, and its alert says so: it is tried again at the next call.
 */
export async function endSlowModes({ client, incidents, clock, log }: SlowingOptions): Promise<Incident[]> {
  const now = clock.now();
  const due = (await incidents.overslow(now)).filter(({ guildId }) => client.guilds.cache.has(guildId));
  const ended: Incident[] = [];
  await eachOf(
    due,
    async (incident) => {
      if (!(await restore(client, incident))) return;
      const wish = { act: 'slow mode ended' } as const;
      const { kind, incident: held } = await changeIncident(incidents, incident.id, wish, {
        by: null,
        at: now,
      });
      if (kind === 'done') ended.push(held);
    },
    (error, { guildId, channelId }) =>
      log.warn(
        { guildId, channelId, reason: reasonOf(error) },
        'slow mode could not be ended: tried again in a minute',
      ),
  );
  return ended;
}

/** Sets what was set before, unless people have changed it since. False where the bot lacks the right. */
async function restore(client: Client, { channelId, slowMode }: Incident): Promise<boolean> {
  const channel = client.channels.cache.get(channelId);
  if (!slowMode || !channel || channel.isDMBased() || !('setRateLimitPerUser' in channel)) return true;
  if (channel.rateLimitPerUser !== slowMode.set) return true;
  const { me } = channel.guild.members;
  if (!me || !canDo('slow mode', channel, me)) return false;
  await channel.setRateLimitPerUser(slowMode.before);
  return true;
}
