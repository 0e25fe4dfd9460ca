// What each of Discord's channel types can be used for. The channel options of commands follow this table.
import { type ApplicationCommandOptionAllowedChannelType, ChannelType } from 'discord.js';

/** `watch`: its messages, or those of its threads, are judged. `mood`, `chat`: it holds messages itself. `posts`: reports and alerts. */
export type ChannelUse = 'watch' | 'mood' | 'chat' | 'posts';

/**
 * Everything that holds people's messages is watched by default, so `watch` includes all of it: people must be able to
 * switch it off. Posts do not go into threads, which archive themselves, nor into the chat of a voice or stage channel.
 * The bot does not chat in announcement channels.
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

/** Whether a channel of this type can be chosen for a use; false for a type that is not in the table. */
export const servesFor = (type: number, use: ChannelUse): boolean =>
  (USES as Readonly<Record<number, readonly ChannelUse[]>>)[type]?.includes(use) ?? false;

/** The types to offer in an option of a command, each once: some have two names, and Discord takes no type twice. */
export function channelTypesFor(use: ChannelUse): OfServer[] {
  const types = new Set(Object.values(ChannelType).filter((type) => typeof type === 'number'));
  return [...types].filter(isOfServer).filter((type) => servesFor(type, use));
}
