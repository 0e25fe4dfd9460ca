// What the bot itself can do about an alert, with rights that its invite does not ask for: the button is shown only where
// it can work, and the setup check says what each right would add.
import { ChannelType, type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from 'discord.js';
import { permissionsIn } from './permissions.ts';

export const REMEDIES = ['slow mode', 'thread'] as const;
export type Remedy = (typeof REMEDIES)[number];

/** The right that a remedy needs in a channel. */
export type RemedyRight = 'CreatePublicThreads' | 'ManageChannels' | 'ManageThreads';

const RIGHTS = ['CreatePublicThreads', 'ManageChannels', 'ManageThreads'] as const satisfies RemedyRight[];

/** The permission bits of all of them. */
export const REMEDY_PERMISSIONS: bigint = RIGHTS.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);

const SLOWABLE: readonly ChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
];
const THREADED: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

/** `channel`: for slow mode where the mood turned, for a thread where the alert is. Null where Discord has no such thing. */
export function rightFor(remedy: Remedy, channel: GuildBasedChannel): RemedyRight | null {
  if (remedy === 'thread') return THREADED.includes(channel.type) ? 'CreatePublicThreads' : null;
  if (channel.isThread()) return 'ManageThreads';
  return SLOWABLE.includes(channel.type) ? 'ManageChannels' : null;
}

export function canDo(remedy: Remedy, channel: GuildBasedChannel, me: GuildMember): boolean {
  const right = rightFor(remedy, channel);
  return right !== null && permissionsIn(channel, me).has(PermissionFlagsBits[right]);
}
