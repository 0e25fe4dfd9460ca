// The cause that an alert names: of the channels that everyone who sees the alert may see.
import type { Client } from 'discord.js';
import { everyoneSees } from '../../discord/audience.ts';
import { peopleIn } from '../../discord/names.ts';
import { whyFacts } from '../../figures/why.ts';
import type { ChannelId } from '../../ids.ts';
import type { AlertCause } from '../../report/alertCause.ts';
import type { Incident, Store } from '../../store/store.ts';

/** Null where nobody may be told what was written. */
export async function causeOfAlert(
  { store, client }: { readonly store: Store; readonly client: Client },
  members: readonly Incident[],
  alertChannelId: ChannelId | null,
): Promise<AlertCause | null> {
  const [first, ...more] = members.filter(({ channelId }) => everyoneSees(client, channelId, alertChannelId));
  if (!first) return null;
  return whyFacts(store, [first, ...more], peopleIn(client.guilds.cache.get(first.guildId)));
}
