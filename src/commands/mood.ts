// /mood: the mood of a channel, of the server or of the person who asks.
import { type ChatInputCommandInteraction, type GuildBasedChannel, MessageFlags } from 'discord.js';
import { factsOf, isWatched } from '../discord/permissions.ts';
import { channelId, guildId, userId } from '../ids.ts';
import { moodCard, myMoodCard } from '../report/moodCard.ts';
import { wordsIn, type Words } from '../report/words.ts';
import type { GuildSettings } from '../store/settings.ts';
import { Refusal, type CommandContext, type GuildCommand } from './command.ts';
import { linksOf } from './links.ts';
import { activityOfPerson } from './mood/activity.ts';
import { askedOf, channelAsked, factsFor, mayBeToldHere, problemText, wantedPeriod } from './mood/asking.ts';
import { compareMoods } from './mood/compare.ts';
import { moodData } from './mood/data.ts';
import { conflictIn, type Period } from '../periods/period.ts';
import { replayMood } from './mood/replay.ts';
import { EVERYONE } from './rights.ts';
import { unwatchedText } from './watched.ts';
import { wordsFor } from './wording.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

export const mood = {
  where: 'guild',
  need: EVERYONE,
  data: moodData,

  async run(interaction, context) {
    if (interaction.options.getSubcommand() === 'replay') return replayMood(interaction, context);
    if (interaction.options.getSubcommand() === 'compare') return compareMoods(interaction, context);
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
    return { content: unwatchedText(channel, interaction.client, words) };
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
