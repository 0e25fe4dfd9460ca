// Where the alert of an incident goes.
import type { Client, GuildTextBasedChannel } from 'discord.js';
import { reasonOf } from '../../errors.ts';
import type { ChannelId } from '../../ids.ts';
import type { GuildSettings } from '../../store/settings.ts';
import type { Incident, Store } from '../../store/store.ts';
import type { Unsaid } from './unsaid.ts';

/** Where it is posted, or was; null: nowhere was chosen. */
export const alertPlace = (
  lead: Pick<Incident, 'alertChannelId'>,
  { alertChannelId, reportChannelId }: Pick<GuildSettings, 'alertChannelId' | 'reportChannelId'>,
): ChannelId | null => lead.alertChannelId ?? alertChannelId ?? reportChannelId;

/** Null where none is chosen or the bot cannot use it: `unsaid` says so. */
export async function alertChannel(
  { client, store }: { readonly client: Client; readonly store: Store },
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
