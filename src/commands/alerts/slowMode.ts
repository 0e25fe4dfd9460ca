// Sets slow mode in the channel of an incident, and restores what was set before.
import { channelMention, type GuildTextBasedChannel, MessageFlags } from 'discord.js';
import { rightFor } from '../../discord/remedies.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal } from '../command.ts';
import { act, type AlertRequest } from './request.ts';

/** Seconds between two messages of a person. */
const SECONDS = 10;

/**
 * Changes Discord first and the store second. A crash between the two leaves a slow channel, which people can see and
 * undo by hand.
 */
export async function setSlowMode(request: AlertRequest): Promise<void> {
  const { interaction, incident, words } = request;
  const channel = await fetchSlowable(request);
  await interaction.deferUpdate();
  const before = channel.rateLimitPerUser ?? 0;
  const facts = { channel: channelMention(channel.id), seconds: before };
  if (incident.slowMode) throw new Refusal(words('alert.nothing.already'));
  if (before >= SECONDS) throw new Refusal(words('alert.slow.is', facts));
  if (incident.resolvedAt !== null) throw new Refusal(words('alert.nothing.over'));
  await channel.setRateLimitPerUser(SECONDS, interaction.user.username);
  await act(request, { act: 'slow mode', slowMode: { before, set: SECONDS } });
}

/** Restores the earlier value, unless people have changed slow mode since. */
export async function undoSlowMode(request: AlertRequest): Promise<void> {
  const { interaction, incident, words } = request;
  const channel = await fetchSlowable(request);
  await interaction.deferUpdate();
  const { slowMode } = incident;
  if (!slowMode) throw new Refusal(words('alert.nothing.already'));
  const isOurs = channel.rateLimitPerUser === slowMode.set;
  if (isOurs) await channel.setRateLimitPerUser(slowMode.before, interaction.user.username);
  await act(request, { act: 'slow mode undone' });
  if (isOurs) return;
  const facts = { channel: channelMention(channel.id), seconds: channel.rateLimitPerUser ?? 0 };
  await interaction.followUp({ content: words('alert.slow.changed', facts), flags: MessageFlags.Ephemeral });
}

type Slowable = GuildTextBasedChannel & { setRateLimitPerUser(seconds: number, why?: string): unknown };

/** The channel as it is now. Throws Refusal where it is gone or the bot lacks the right. */
async function fetchSlowable({ interaction: { guild }, incident, words }: AlertRequest): Promise<Slowable> {
  const known = guild.channels.cache.get(incident.channelId);
  const channel = known?.isThread()
    ? known
    : known && (await guild.channels.fetch(known.id, { force: true }));
  const right = channel?.isTextBased() ? rightFor('slow mode', channel) : null;
  if (!channel?.isTextBased() || right === null) throw new Refusal(words('alert.slow.gone'));
  checkOwnRight(await guild.members.fetchMe(), channel, right, words);
  return channel;
}
