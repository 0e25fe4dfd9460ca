// The channel that the alert of an incident goes to, if the bot can use it.
import type { GuildTextBasedChannel } from 'discord.js';
import { reasonOf } from '../../errors.ts';
import type { Incident } from '../../store/store.ts';
import { alertPlace } from './alertPlace.ts';
import type { FactsOptions } from './facts.ts';
import type { Unsaid } from './unsaid.ts';

/** Null where none is chosen or the bot cannot use it: `unsaid` says so. */
export async function alertChannel(
  { client, store }: Pick<FactsOptions, 'client' | 'store'>,
  lead: Incident,
  unsaid: Pick<Unsaid, 'warn'>,
): Promise<GuildTextBasedChannel | null> {
  const chosen = alertPlace(lead, await store.settings.get(lead.guildId));
  if (chosen === null) {
    unsaid.warn(lead, {}, 'an incident has no alert channel: choose one with /settings alerts');
    return null;
  }
  let reason = 'it holds no messages of a server';
  try {
    const channel = await client.channels.fetch(chosen);
    if (channel?.isTextBased() && !channel.isDMBased()) return channel;
  } catch (error) {
    reason = reasonOf(error);
  }
  const facts = { channelId: chosen, reason };
  unsaid.warn(lead, facts, 'the alert channel cannot be used: choose one with /settings alerts');
  return null;
}
