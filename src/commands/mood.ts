// /mood: the mood of a channel, of the server or of the person who asks.
import {
  channelMention,
  type ChatInputCommandInteraction,
  type GuildBasedChannel,
  MessageFlags,
} from 'discord.js';
import { everyoneSees } from '../discord/audience.ts';
import { factsOf, isPublic, isWatched } from '../discord/permissions.ts';
import { channelId, guildId, userId, type ChannelId } from '../ids.ts';
import { moodCard, myMoodCard } from '../report/moodCard.ts';
import { zoneName } from '../report/times.ts';
import { wordsIn, type Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import { Refusal, type CommandContext, type GuildCommand } from './command.ts';
import { linksOf } from './links.ts';
import { activityOfPerson } from './mood/activity.ts';
import { moodData } from './mood/data.ts';
import { incidentsIn, toldOf, type Telling } from '../figures/incidents.ts';
import { figuresOf } from '../figures/mood.ts';
import type { Window } from '../mood/window.ts';
import { conflictIn, periodOf, type Asked, type Period, type PeriodProblem } from '../periods/period.ts';
import { replayMood } from './mood/replay.ts';
import { timeIn } from './times/zones.ts';
import { EVERYONE } from './rights.ts';
import { quoted, wordsFor } from './wording.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

export const mood = {
  where: 'guild',
  need: EVERYONE,
  data: moodData,

  async run(interaction, context) {
    if (interaction.options.getSubcommand() === 'replay') return replayMood(interaction, context);
    const asked = askedOf(interaction);
    const conflict = conflictIn(asked);
    if (conflict) throw new Refusal(problemText(conflict, 'UTC', context.clock.now(), wordsFor(interaction)));

    const subcommand = interaction.options.getSubcommand();
    const channel = subcommand === 'channel' ? channelAsked(interaction) : null;
    const isPrivate = subcommand === 'me' || (channel !== null && !mayBeToldHere(channel, interaction));
    await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});

    const settings = await context.store.settings.get(guildId.parse(interaction.guildId));
    const period = wantedPeriod(interaction, asked, settings, context);
    const words = isPrivate ? wordsFor(interaction) : wordsIn(settings.locale);
    const answer =
      subcommand === 'me'
        ? await mine(interaction, period, words, context)
        : await ofPlace(interaction, channel, settings, period, words, context);
    await interaction.editReply({ allowedMentions: { parse: [] }, ...answer });
  },
} satisfies GuildCommand;

async function ofPlace(
  interaction: Interaction,
  channel: GuildBasedChannel | null,
  settings: GuildSettings,
  period: Period,
  words: Words,
  context: CommandContext,
) {
  const me = await interaction.guild.members.fetchMe();
  if (channel && !isWatched(factsOf(channel, me), settings.watch)) {
    const command = linksOf(interaction.client)('settings watch');
    return { content: words('mood.unwatched', { channel: channelMention(channel.id), command }) };
  }
  const id = channel ? channelId.parse(channel.id) : null;
  return moodCard(await factsFor(interaction, id, period, null, context), words);
}

async function mine(interaction: Interaction, period: Period, words: Words, context: CommandContext) {
  const person = userId.parse(interaction.user.id);
  if (await context.store.people.isOptedOut(guildId.parse(interaction.guildId), person)) {
    return { content: words('mood.optedOut', { command: linksOf(interaction.client)('privacy opt-in') }) };
  }
  const scope = { guildId: guildId.parse(interaction.guildId), channelId: null };
  const activity = await activityOfPerson(context.store, scope, person, context.clock.now());
  return myMoodCard(await factsFor(interaction, null, period, person, context), words, activity);
}

async function factsFor(
  interaction: Interaction,
  channel: ChannelId | null,
  period: Period,
  person: Parameters<typeof figuresOf>[3],
  { store, clock }: CommandContext,
) {
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

function askedOf({ options }: Interaction): Asked {
  return {
    messages: options.getInteger('messages'),
    hours: options.getInteger('hours'),
    period: options.getString('period'),
    from: options.getString('from'),
    to: options.getString('to'),
  };
}

/** The channel chosen, else the one where the person asks. Throws Refusal where that one is not known to the bot. */
function channelAsked({ channel: here, options, locale }: Interaction): GuildBasedChannel {
  const channel = options.getChannel('channel') ?? here;
  if (!channel) throw new Refusal(wordsFor({ locale })('error.unseen'));
  return channel;
}

/** Other people in this channel may read about the chosen channel only if everybody can see that one. */
function mayBeToldHere(channel: GuildBasedChannel, interaction: Interaction): boolean {
  return channel.id === interaction.channelId || isPublic(channel);
}

function wantedPeriod(
  interaction: Interaction,
  asked: Asked,
  { timeZone }: GuildSettings,
  { clock }: CommandContext,
): Period {
  const period = periodOf(asked, timeZone, clock.now());
  if (period.kind === 'messages' || period.kind === 'window') return period;
  throw new Refusal(problemText(period, timeZone, clock.now(), wordsFor(interaction)));
}

function problemText(problem: PeriodProblem, zone: string, now: number, words: Words): string {
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
