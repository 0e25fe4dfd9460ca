// What questions about mood share: the time that is asked about, its figures, and who may read them.
import type { ChatInputCommandInteraction, GuildBasedChannel } from 'discord.js';
import { everyoneSees } from '../../discord/audience.ts';
import { isPublic } from '../../discord/permissions.ts';
import { incidentsIn, toldOf, type Telling } from '../../figures/incidents.ts';
import { figuresOf } from '../../figures/mood.ts';
import { channelId, guildId, type ChannelId } from '../../ids.ts';
import type { Window } from '../../mood/window.ts';
import { periodOf, type Asked, type Period, type PeriodProblem } from '../../periods/period.ts';
import type { MoodFacts } from '../../report/moodCard.ts';
import { zoneName } from '../../report/times.ts';
import type { Words } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { timeIn } from '../times/zones.ts';
import { quoted, wordsFor } from '../wording.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

export async function factsFor(
  interaction: Interaction,
  channel: ChannelId | null,
  period: Period,
  person: Parameters<typeof figuresOf>[3],
  { store, clock }: CommandContext,
): Promise<MoodFacts> {
  const scope = { guildId: guildId.parse(interaction.guildId), channelId: channel };
  const figures = await figuresOf(store, scope, period, person, clock.now());
  const { window } = figures;
  const isShown = person === null && window !== null;
  return {
    ...figures,
    incidents: isShown
      ? toldOf(await incidentsIn(store, scope.guildId, upTo(window)), tellingIn(interaction, channel))
      : [],
    channelId: channel,
    messages: period.kind === 'messages' ? period.count : null,
  };
}

/** The incident of a message that was just written is told too. */
const upTo = ({ from, to }: Window): Window => ({ from, to: to + 1 });

/** Incidents of channels that everyone who reads the answer may see. */
function tellingIn({ client, channelId: here }: Interaction, channel: ChannelId | null) {
  const reader = channelId.parse(here);
  return (id: ChannelId): Telling => {
    if (channel !== null) return id === channel ? 'named' : 'untold';
    return everyoneSees(client, id, reader) ? 'named' : 'untold';
  };
}

export function askedOf({ options }: Interaction): Asked {
  return {
    messages: options.getInteger('messages'),
    hours: options.getInteger('hours'),
    period: options.getString('period'),
    from: options.getString('from'),
    to: options.getString('to'),
  };
}

/** The channel chosen, else the one where the person asks. Throws Refusal where that one is not known to the bot. */
export function channelAsked({ channel: here, options, locale }: Interaction): GuildBasedChannel {
  const channel = options.getChannel('channel') ?? here;
  if (!channel) throw new Refusal(wordsFor({ locale })('error.unseen'));
  return channel;
}

/** Other people in this channel may read about the chosen channel only if everybody can see that one. */
export function mayBeToldHere(channel: GuildBasedChannel, interaction: Interaction): boolean {
  return channel.id === interaction.channelId || isPublic(channel);
}

export function wantedPeriod(
  interaction: Interaction,
  asked: Asked,
  { timeZone }: GuildSettings,
  { clock }: CommandContext,
): Period {
  const period = periodOf(asked, timeZone, clock.now());
  if (period.kind === 'messages' || period.kind === 'window') return period;
  throw new Refusal(problemText(period, timeZone, clock.now(), wordsFor(interaction)));
}

export function problemText(problem: PeriodProblem, zone: string, now: number, words: Words): string {
  switch (problem.kind) {
    case 'several':
      return words('error.period.several');
    case 'from-missing':
      return words('error.period.fromMissing');
    case 'empty':
      return words('error.period.empty');
    case 'future':
      return words('error.period.future', { zone: zoneName(zone), now: timeIn(zone, now) });
    case 'unreadable':
      return words('error.period.unreadable', { zone: zoneName(zone), text: quoted(problem.text) });
  }
}
