// Whether channels are read, and what people are told of one that is not.
import {
  channelMention,
  type ChatInputCommandInteraction,
  type Client,
  type GuildBasedChannel,
} from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import type { Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import { Refusal } from './command.ts';
import { linksOf } from './links.ts';

/** Throws Refusal where one of the channels is not watched. */
export async function checkWatched(
  channels: readonly GuildBasedChannel[],
  { guild, client }: ChatInputCommandInteraction<'cached'>,
  { watch }: Pick<GuildSettings, 'watch'>,
  words: Words,
): Promise<void> {
  const me = await guild.members.fetchMe();
  const unwatched = channels.find((channel) => !isWatched(factsOf(channel, me), watch));
  if (unwatched) throw new Refusal(unwatchedText(unwatched, client, words));
}

export const unwatchedText = ({ id }: GuildBasedChannel, client: Client<true>, words: Words): string =>
  words('mood.unwatched', { channel: channelMention(id), command: linksOf(client)('settings watch') });
