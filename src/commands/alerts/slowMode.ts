// Slow mode of an incident's channel, and back to what it was.
import { channelMention, type Guild, type GuildTextBasedChannel, MessageFlags } from 'discord.js';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { Refusal } from '../command.ts';
import { act, type AlertRequest } from './request.ts';
import { demand, seenChannel } from './rights.ts';

/** Seconds between two messages of a person. */
const SECONDS = 10;

/** Discord first, then the store: a crash between leaves a slow channel, which people can see and undo by hand. */
export async function setSlowMode(request: AlertRequest): Promise<void> {
  const { interaction, incident, w } = request;
  const channel = await slowable(request);
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
  const channel = await slowable(request);
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

/** The channel as it is now. Throws Refusal where it is gone or somebody lacks a right. */
async function slowable({ interaction: { member, guild }, incident, w }: AlertRequest): Promise<Slowable> {
  const known = seenChannel(member, incident.channelId, w);
  const channel = known && (await freshOf(guild, incident, w));
  if (!channel) throw new Refusal(w('alert.slow.gone'));
  const me = await guild.members.fetchMe();
  demand(member, me, channel, channel.isThread() ? 'ManageThreads' : 'ManageChannels', w);
  return channel;
}

async function freshOf(guild: Guild, { channelId }: Incident, w: Words): Promise<Slowable> {
  const channel = guild.channels.cache.get(channelId);
  const fresh = channel?.isThread() ? channel : await guild.channels.fetch(channelId, { force: true });
  if (!fresh?.isTextBased()) throw new Refusal(w('alert.slow.gone'));
  return fresh;
}
