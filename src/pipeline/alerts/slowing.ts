// Slow mode that was asked for a time ends by itself, also where the program was started anew meanwhile.
import { type Channel, type Client, DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { reasonOf } from '../../errors.ts';
import { canDo } from '../../discord/remedies.ts';
import type { Clock } from '../../clock.ts';
import type { ChannelId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Incident, IncidentStore } from '../../store/store.ts';
import { eachOf } from '../each.ts';
import { changeIncident } from './changing.ts';

interface SlowingOptions {
  readonly client: Client;
  readonly incidents: IncidentStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Ends the slow modes that are due in servers of this process; returns their incidents. One that the bot cannot change
 * now stays on, and its alert says so: it is tried again at the next call.
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

/**
 * Sets what was set before, unless people have changed it since. False where that is not possible now: the server is
 * unavailable, the thread is archived, or the bot lacks the right.
 */
async function restore(client: Client, { guildId, channelId, slowMode }: Incident): Promise<boolean> {
  if (!client.guilds.cache.get(guildId)?.available) return false;
  const channel = await fetchUnlessDeleted(client, channelId);
  if (!slowMode || !channel || channel.isDMBased() || !('setRateLimitPerUser' in channel)) return true;
  if (channel.rateLimitPerUser !== slowMode.set) return true;
  if (channel.isThread() && channel.archived) return false;
  const { me } = channel.guild.members;
  if (!me || !canDo('slow mode', channel, me)) return false;
  await channel.setRateLimitPerUser(slowMode.before);
  return true;
}

/** A channel that is not cached may still be there: an archived thread, for example. Null where it was deleted. */
async function fetchUnlessDeleted(client: Client, id: ChannelId): Promise<Channel | null> {
  try {
    return await client.channels.fetch(id);
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownChannel) return null;
    throw error;
  }
}
