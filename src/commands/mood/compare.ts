// /mood compare: two channels, or two times of one channel, side by side. Each side is what /mood says of it.
import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { channelId, guildId } from '../../ids.ts';
import { quarterOf } from '../../mood/window.ts';
import {
  conflictIn,
  wholeQuarters,
  type Period,
  type PeriodProblem,
  type WindowPeriod,
} from '../../periods/period.ts';
import { parseMoment } from '../../periods/moment.ts';
import { moodPlan, picture } from '../../pipeline/pictures.ts';
import { comparisonMessage } from '../../report/comparison.ts';
import { withChart, type ReportMessage } from '../../report/message.ts';
import type { MoodFacts } from '../../report/moodCard.ts';
import { moment } from '../../report/times.ts';
import { wordsIn } from '../../report/words.ts';
import type { GuildSettings } from '../../store/settings.ts';
import { Refusal, type CommandContext } from '../command.ts';
import { checkWatched } from '../watched.ts';
import { wordsFor } from '../wording.ts';
import { askedOf, channelAsked, factsFor, mayBeToldHere, problemText, wantedPeriod } from './asking.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

/** Everybody in the channel reads the answer where everybody may see both channels. */
export async function compareMoods(interaction: Interaction, context: CommandContext): Promise<void> {
  const words = wordsFor(interaction);
  const { options, guild } = interaction;
  const conflict = conflictIn(askedOf(interaction));
  if (conflict) throw new Refusal(problemText(conflict, 'UTC', context.clock.now(), words));
  const [one, other] = [channelAsked(interaction), options.getChannel('with')];
  const channels = other ? [one, other] : [one];
  if (other && options.getString('against') !== null) throw new Refusal(words('mood.compare.both'));
  if (other?.id === one.id) throw new Refusal(words('mood.compare.same'));
  const settings = await context.store.settings.get(guildId.parse(guild.id));
  await checkWatched(channels, interaction, settings, words);
  const isPrivate = !channels.every((channel) => mayBeToldHere(channel, interaction));
  await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});

  const period = windowAsked(interaction, settings, context);
  const against = other ? period : periodAgainst(interaction, period, settings, context);
  const id = channelId.parse(one.id);
  const sides = await Promise.all([
    factsFor(interaction, id, period, null, context),
    factsFor(interaction, other ? channelId.parse(other.id) : id, against, null, context),
  ]);
  const answer = comparisonMessage(sides, isPrivate ? words : wordsIn(settings.locale));
  await interaction.editReply(await illustrated(answer, sides, interaction, context));
}

/** Throws Refusal where a number of messages was asked for: two channels have them in different times. */
function windowAsked(
  interaction: Interaction,
  settings: GuildSettings,
  context: CommandContext,
): WindowPeriod {
  const period: Period = wantedPeriod(interaction, askedOf(interaction), settings, context);
  if (period.kind === 'window') return period;
  throw new Refusal(wordsFor(interaction)('error.period.several'));
}

/**
 * As long as what is over of `period`, from the moment that is asked for; the time just before it where none is. Throws
 * Refusal where the two overlap: messages would be compared with themselves.
 */
function periodAgainst(
  interaction: Interaction,
  { window, previous }: WindowPeriod,
  { timeZone }: GuildSettings,
  { clock }: CommandContext,
): WindowPeriod {
  const words = wordsFor(interaction);
  const now = clock.now();
  const typed = interaction.options.getString('against');
  const start = typed === null ? previous : parseMoment(typed, timeZone, now);
  const refuse = (problem: PeriodProblem) => new Refusal(problemText(problem, timeZone, now, words));
  if (!start) throw refuse({ kind: 'unreadable', text: typed ?? '' });
  const from = quarterOf(start.from);
  const period = wholeQuarters({ from, to: from + (previous.to - previous.from) }, now);
  if (period.kind !== 'window') throw refuse(period);
  if (period.window.from < window.to && window.from < period.window.to) {
    throw new Refusal(words('mood.compare.overlap', { latest: moment(previous.from, 'f') }));
  }
  return period;
}

/** Each side with its own chart, where the bot can draw. */
async function illustrated(
  message: ReportMessage,
  sides: readonly MoodFacts[],
  { guildId: guild }: Interaction,
  { store, painter }: CommandContext,
): Promise<ReportMessage> {
  let shown = message;
  for (const [place, { window, counts, channelId: where }] of sides.entries()) {
    if (!painter || !window || counts.total === 0) continue;
    const plan = await moodPlan(store, { guildId: guildId.parse(guild), channelId: where }, window);
    shown = withChart(shown, await picture(painter, `mood-${place + 1}`, plan), place);
  }
  return shown;
}
