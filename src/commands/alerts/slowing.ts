// Slow mode in the channel of an incident, from whatever surface it is asked for: set for a time, and undone.
import { channelMention, type Guild, type GuildTextBasedChannel } from 'discord.js';
import { rightFor } from '../../discord/remedies.ts';
import type { UserId } from '../../ids.ts';
import { HOUR, MINUTE } from '../../mood/window.ts';
import type { Acted } from '../../pipeline/alerts/changing.ts';
import type { SlowTime } from '../../report/alertButtons.ts';
import { dayMoment } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { Incident } from '../../store/store.ts';
import { checkOwnRight } from '../checkRights.ts';
import { Refusal, type CommandContext } from '../command.ts';

/** Seconds between two messages of a person. */
export const SLOW_SECONDS = 10;

/** How long it lasts; null: until somebody ends it. */
const LASTS: Readonly<Record<SlowTime, number | null>> = {
  slow15: 15 * MINUTE,
  slow60: HOUR,
  slow240: 4 * HOUR,
  slowOpen: null,
};

/** Who asks for it, about which incident, in which words. */
export interface SlowRequest {
  readonly guild: Guild;
  readonly incident: Incident;
  readonly person: UserId;
  /** For Discord's audit log. */
  readonly byName: string;
  readonly words: Words;
  readonly context: Pick<CommandContext, 'alerts' | 'clock' | 'store'>;
}

export type Slowable = GuildTextBasedChannel & {
  setRateLimitPerUser(seconds: number, why?: string): unknown;
};

/** The channel as it is now. Throws Refusal where it is gone or the bot lacks the right. */
export async function fetchSlowable({
  guild,
  incident,
  words,
}: Pick<SlowRequest, 'guild' | 'incident' | 'words'>): Promise<Slowable> {
  const known = guild.channels.cache.get(incident.channelId);
  const channel = known?.isThread()
    ? known
    : known && (await guild.channels.fetch(known.id, { force: true }));
  const right = channel?.isTextBased() ? rightFor('slow mode', channel) : null;
  if (!channel?.isTextBased() || right === null) throw new Refusal(words('alert.slow.gone'));
  checkOwnRight(await guild.members.fetchMe(), channel, right, words);
  return channel;
}

/** Throws Refusal where slow mode would change nothing, or nothing any more, or one channel of several. */
export async function checkSlowing(
  { incident, words, context: { store } }: Pick<SlowRequest, 'incident' | 'words' | 'context'>,
  channel: Slowable,
): Promise<void> {
  // Others may have joined since the button was shown.
  const isAlone = incident.leadId === null && (await store.incidents.together(incident.id)).length < 2;
  if (!isAlone) throw new Refusal(words('alert.slow.several'));
  const before = channel.rateLimitPerUser ?? 0;
  if (incident.slowMode) throw new Refusal(words('alert.nothing.already'));
  if (before >= SLOW_SECONDS) {
    throw new Refusal(words('alert.slow.is', { channel: channelMention(channel.id), seconds: before }));
  }
  if (incident.resolvedAt !== null) throw new Refusal(words('alert.nothing.over'));
}

/**
 * Changes Discord first and the store second. A crash between the two leaves a slow channel, which people can see and
 * undo by hand. `told`: what was done, for the person. Throws Refusal.
 */
export async function slowDown(
  request: SlowRequest,
  channel: Slowable,
  time: SlowTime,
): Promise<{ readonly kind: Acted['kind']; readonly told: string }> {
  const { incident, person, byName, words, context } = request;
  await checkSlowing(request, channel);
  const before = channel.rateLimitPerUser ?? 0;
  await channel.setRateLimitPerUser(SLOW_SECONDS, byName);
  const lasts = LASTS[time];
  const until = lasts === null ? null : context.clock.now() + lasts;
  const slowMode = { before, set: SLOW_SECONDS, ...(until !== null && { until }) };
  const { kind } = await context.alerts.act(incident.id, { act: 'slow mode', slowMode }, person);
  if (kind !== 'done') await takeBack(request, channel, before);
  const facts = { channel: channelMention(channel.id), seconds: SLOW_SECONDS };
  const done =
    until === null
      ? words('alert.slow.set', facts)
      : words('alert.slow.setUntil', { ...facts, until: dayMoment(until) });
  return { kind, told: `${done}\n${words('alert.slowBypass')}` };
}

/** The incident ended meanwhile, so that nobody would end slow mode. What somebody else set for it stays. */
async function takeBack(
  { incident, byName, context: { store } }: SlowRequest,
  channel: Slowable,
  before: number,
): Promise<void> {
  const held = await store.incidents.get(incident.id);
  if (!held?.slowMode) await channel.setRateLimitPerUser(before, byName);
}

/** Restores the earlier value, unless people have changed slow mode since: `told` says so then. Throws Refusal. */
export async function speedUp(
  { incident, person, byName, words, context }: SlowRequest,
  channel: Slowable,
): Promise<{ readonly kind: Acted['kind']; readonly told: string | null }> {
  const { slowMode } = incident;
  if (!slowMode) throw new Refusal(words('alert.nothing.already'));
  const isOurs = channel.rateLimitPerUser === slowMode.set;
  if (isOurs) await channel.setRateLimitPerUser(slowMode.before, byName);
  const { kind } = await context.alerts.act(incident.id, { act: 'slow mode undone' }, person);
  const facts = { channel: channelMention(channel.id), seconds: channel.rateLimitPerUser ?? 0 };
  return { kind, told: isOurs ? null : words('alert.slow.changed', facts) };
}
