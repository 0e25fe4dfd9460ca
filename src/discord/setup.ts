// The setup check: what is missing for the channels that a server has chosen.
import type { Guild } from 'discord.js';
import type { ChannelId } from '../ids.ts';
import { missingIn, type PermissionName, type Purpose } from './permissions.ts';

/** The channels chosen in a server's settings. */
export interface ChosenChannels {
  readonly reportChannelId: ChannelId | null;
  readonly alertChannelId: ChannelId | null;
  readonly chatChannelId: ChannelId | null;
}

export interface SetupProblem {
  readonly purpose: Purpose;
  readonly channelId: ChannelId;
  /** Empty where the channel is gone, or was never visible to the bot. */
  readonly missing: readonly PermissionName[];
}

/** Every channel that cannot serve its purpose; empty when all is well. */
export async function setupProblems(guild: Guild, chosen: ChosenChannels): Promise<SetupProblem[]> {
  const me = await guild.members.fetchMe();
  const uses: [Purpose, ChannelId | null][] = [
    ['reports', chosen.reportChannelId],
    ['alerts', chosen.alertChannelId],
    ['chat', chosen.chatChannelId],
  ];
  return uses.flatMap(([purpose, channelId]) => {
    if (channelId === null) return [];
    const channel = guild.channels.cache.get(channelId);
    if (!channel) return [{ purpose, channelId, missing: [] }];
    const missing = missingIn(channel, me, purpose);
    return missing.length > 0 ? [{ purpose, channelId, missing }] : [];
  });
}
