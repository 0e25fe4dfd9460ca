// What each of Discord's channel types can be chosen for: the one table that the options of commands follow.
import { type ApplicationCommandOptionAllowedChannelType, ChannelType } from 'discord.js';

/** `watch`: its messages, or those of its threads, are judged. `mood`, `chat`: it holds messages itself. `posts`: reports and alerts. */
export type ChannelUse = 'watch' | 'mood' | 'chat' | 'posts';

/**
 * Whatever holds people's messages is watched by default, so all of it can be switched off. Posts go where they stay
 * to be read: not into a thread, which archives itself, nor beside a voice or stage session. The chat of an
 * announcement channel belongs to those who announce.
 */
const USES: Readonly<Record<ChannelType, readonly ChannelUse[]>> = {
  [ChannelType.GuildText]: ['watch', 'mood', 'chat', 'posts'],
  [ChannelType.GuildAnnouncement]: ['watch', 'mood', 'posts'],
  [ChannelType.GuildVoice]: ['watch', 'mood', 'chat'],
  [ChannelType.GuildStageVoice]: ['watch', 'mood', 'chat'],
  [ChannelType.PublicThread]: ['watch', 'mood', 'chat'],
  [ChannelType.PrivateThread]: ['watch', 'mood', 'chat'],
  [ChannelType.AnnouncementThread]: ['watch', 'mood', 'chat'],
  // Their posts are threads, each with messages of its own.
  [ChannelType.GuildForum]: ['watch'],
  [ChannelType.GuildMedia]: ['watch'],
  // They hold no messages, or belong to no server.
  [ChannelType.GuildCategory]: [],
  [ChannelType.GuildDirectory]: [],
  [ChannelType.DM]: [],
  [ChannelType.GroupDM]: [],
};

type OfServer = ApplicationCommandOptionAllowedChannelType;
const isOfServer = (type: ChannelType): type is OfServer =>
  type !== ChannelType.DM && type !== ChannelType.GroupDM && type !== ChannelType.GuildDirectory;

/** Whether a channel of this type can be chosen for a use; a type that Discord added since holds nothing that we know. */
export const servesFor = (type: number, use: ChannelUse): boolean =>
  (USES as Readonly<Record<number, readonly ChannelUse[]>>)[type]?.includes(use) ?? false;

/** The types to offer in an option of a command. */
export function channelTypesFor(use: ChannelUse): OfServer[] {
  const types = Object.values(ChannelType).filter((type) => typeof type === 'number');
  return types.filter(isOfServer).filter((type) => servesFor(type, use));
}
