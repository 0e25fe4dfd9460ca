// Sets slow mode in the channel of an incident for a time that is asked for, and restores what was set before.
import { channelMention, type GuildTextBasedChannel, MessageFlags } from 'discord.js';
import { rightFor } from '../../discord/remedies.ts';
import { HOUR, MINUTE } from '../../mood/window.ts';
import { slowTimeButtons, type SlowTime } from '../../report/alertButtons.ts';
import { dayMoment } from '../../report/times.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal } from '../command.ts';
import { act, type AlertRequest } from './request.ts';

/** Seconds between two messages of a person. */
const SECONDS = 10;

/** How long it lasts; null: until somebody ends it. */
const LASTS: Readonly<Record<SlowTime, number | null>> = {
  slow15: 15 * MINUTE,
  slow60: HOUR,
  slow240: 4 * HOUR,
  slowOpen: null,
};

/** Asks for how long. Only the person sees the question. */
export async function askSlowTime(request: AlertRequest): Promise<void> {
  const { interaction, incident, words } = request;
  const channel = await fetchSlowable(request);
  checkNotSlow(request, channel);
  await interaction.reply({
    content: words('alert.slow.howLong', { channel: channelMention(channel.id), seconds: SECONDS }),
    components: slowTimeButtons(incident.id, words),
    flags: MessageFlags.Ephemeral,
  });
}

/**
 * Changes Discord first and the store second. A crash between the two leaves a slow channel, which people can see and
 * undo by hand.
 */
export async function setSlowMode(request: AlertRequest, time: SlowTime): Promise<void> {
  const { interaction, words, context } = request;
  const channel = await fetchSlowable(request);
  await interaction.deferUpdate();
  checkNotSlow(request, channel);
  const before = channel.rateLimitPerUser ?? 0;
  await channel.setRateLimitPerUser(SECONDS, interaction.user.username);
  const lasts = LASTS[time];
  const until = lasts === null ? null : context.clock.now() + lasts;
  const slowMode = { before, set: SECONDS, ...(until !== null && { until }) };
  if (!(await act(request, { act: 'slow mode', slowMode }))) {
    await takeBack(request, channel, before);
    return;
  }
  const facts = { channel: channelMention(channel.id), seconds: SECONDS };
  const done =
    until === null
      ? words('alert.slow.set', facts)
      : words('alert.slow.setUntil', { ...facts, until: dayMoment(until) });
  await interaction.editReply({ content: `${done}\n${words('alert.slowBypass')}`, components: [] });
}

/** The incident ended meanwhile, so that nobody would end slow mode. What somebody else set for it stays. */
async function takeBack(
  { interaction, incident, context: { store } }: AlertRequest,
  channel: Slowable,
  before: number,
): Promise<void> {
  const held = await store.incidents.get(incident.id);
  if (!held?.slowMode) await channel.setRateLimitPerUser(before, interaction.user.username);
}

/** Throws Refusal where slow mode would change nothing, or nothing any more. */
function checkNotSlow({ incident, words }: AlertRequest, channel: Slowable): void {
  const before = channel.rateLimitPerUser ?? 0;
  if (incident.slowMode) throw new Refusal(words('alert.nothing.already'));
  if (before >= SECONDS) {
    throw new Refusal(words('alert.slow.is', { channel: channelMention(channel.id), seconds: before }));
  }
  if (incident.resolvedAt !== null) throw new Refusal(words('alert.nothing.over'));
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
  if (!(await act(request, { act: 'slow mode undone' })) || isOurs) return;
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
