// Slow mode of an incident's channel, and back to what it was.
import { channelMention, type GuildTextBasedChannel, MessageFlags } from 'discord.js';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal } from '../command.ts';
import { act, type AlertRequest } from './request.ts';

/** Seconds between two messages of a person. */
const SECONDS = 10;

/** Discord first, then the store: a crash between leaves a slow channel, which people can see and undo by hand. */
export async function setSlowMode(request: AlertRequest): Promise<void> {
  const { interaction, incident, w } = request;
  const channel = await fetchSlowable(request);
  await interaction.deferUpdate();
  const before = channel.rateLimitPerUser ?? 0;
  const facts = { channel: channelMention(channel.id), seconds: before };
  if (incident.slowMode) throw new Refusal(w('alert.nothing.already'));
  if (before >= SECONDS) throw new Refusal(w('alert.slow.is', facts));
  if (incident.resolvedAt !== null) throw new Refusal(w('alert.nothing.over'));
  await channel.setRateLimitPerUser(SECONDS, interaction.user.username);
  await act(request, { act: 'slow mode', slowMode: { before, set: SECONDS } });
}

/** Restores what was, unless people have changed it since. */
export async function undoSlowMode(request: AlertRequest): Promise<void> {
  const { interaction, incident, w } = request;
  const channel = await fetchSlowable(request);
  await interaction.deferUpdate();
  const { slowMode } = incident;
  if (!slowMode) throw new Refusal(w('alert.nothing.already'));
  const isOurs = channel.rateLimitPerUser === slowMode.set;
  if (isOurs) await channel.setRateLimitPerUser(slowMode.before, interaction.user.username);
  await act(request, { act: 'slow mode undone' });
  if (isOurs) return;
  const facts = { channel: channelMention(channel.id), seconds: channel.rateLimitPerUser ?? 0 };
  await interaction.followUp({ content: w('alert.slow.changed', facts), flags: MessageFlags.Ephemeral });
}

type Slowable = GuildTextBasedChannel & { setRateLimitPerUser(seconds: number, why?: string): unknown };

/** The channel as it is now. Throws Refusal where it is gone or the bot lacks the right. */
async function fetchSlowable({ interaction: { guild }, incident, w }: AlertRequest): Promise<Slowable> {
  const known = guild.channels.cache.get(incident.channelId);
  const channel = known?.isThread()
    ? known
    : known && (await guild.channels.fetch(known.id, { force: true }));
  if (!channel?.isTextBased()) throw new Refusal(w('alert.slow.gone'));
  const me = await guild.members.fetchMe();
  checkOwnRight(me, channel, channel.isThread() ? 'ManageThreads' : 'ManageChannels', w);
  return channel;
}
