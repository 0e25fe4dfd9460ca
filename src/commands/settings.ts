// /settings: shows and changes what the bot does in a server. Changes take effect at once, and can be undone.
import { ChannelType, type ChatInputCommandInteraction, ComponentType, MessageFlags } from 'discord.js';
import { guildId } from '../ids.ts';
import { localeFor } from '../locale.ts';
import type { GuildSettings } from '../store/settings.ts';
import type { CommandContext, GuildCommand } from './command.ts';
import { saveSettings } from './saving.ts';
import { previewCategory, saveCategory } from './settings/categories.ts';
import { changeLines, stateLines } from './settings/changed.ts';
import { CHANGES } from './settings/changes.ts';
import { settingsData } from './settings/data.ts';
import { settingsEmbed } from './settings/shown.ts';
import { runRoleJobs, suggestRoleJobs } from './settings/roleJobs.ts';
import { suggestSchedules } from './settings/schedules.ts';
import { runWebhooks, suggestWebhooks, testButton } from './settings/webhooks.ts';
import { suggestRoles } from './role/choosing.ts';
import { newProblems } from './setupText.ts';
import { suggestZones, zoneLabel } from './times/zones.ts';
import { MANAGERS } from './rights.ts';
import { lookOf } from './settings/values.ts';
import { offerUndo, SETTINGS_UNDO, undoButton } from './undo.ts';
import { wordsFor } from './wording.ts';

export const settings = {
  where: 'guild',
  need: MANAGERS,
  data: settingsData,

  async run(interaction, context) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (interaction.options.getSubcommandGroup() === 'webhooks') {
      await runWebhooks(interaction, context);
      return;
    }
    if (interaction.options.getSubcommandGroup() === 'role-job') {
      await runRoleJobs(interaction, context);
      return;
    }
    const subcommand = interaction.options.getSubcommand();
    const look = lookOf(interaction, context);
    const held = await context.store.settings.get(guildId.parse(interaction.guildId));
    const category = subcommand === 'watch' ? interaction.options.getChannel('channel', true) : null;
    if (category?.type === ChannelType.GuildCategory) {
      const state = interaction.options.getString('state', true);
      await interaction.editReply(await previewCategory(category, state, held, look));
      return;
    }
    // Without options there is nothing to change: the question is how it stands.
    const isQuestion = (interaction.options.data[0]?.options ?? []).length === 0;
    const answer =
      subcommand === 'show'
        ? { embeds: [await settingsEmbed(interaction.guild, held, look)] }
        : isQuestion
          ? { content: stateLines(subcommand, held, look).join('\n') }
          : await change(interaction, subcommand, context);
    await interaction.editReply({ ...answer, allowedMentions: { parse: [] } });
  },

  buttons: [testButton, saveCategory, undoButton(SETTINGS_UNDO, MANAGERS)],

  autocomplete(interaction, context) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'webhook') return suggestWebhooks(guildId.parse(interaction.guildId), value, context);
    const locale = localeFor(interaction.locale);
    if (name === 'role') return suggestRoles(context.roles.list(), value, locale);
    if (name === 'job') return suggestRoleJobs(interaction, value, context);
    if (name === 'zone') {
      const now = context.clock.now();
      return suggestZones(value, locale).map((zone) => ({ name: zoneLabel(zone, locale, now), value: zone }));
    }
    const subcommand = interaction.options.getSubcommand(false) ?? 'summary';
    return suggestSchedules(value, { words: wordsFor(interaction), locale }, subcommand);
  },
} satisfies GuildCommand;

/** Changes what the subcommand asks for, and says from what to what. */
async function change(
  interaction: ChatInputCommandInteraction<'cached'>,
  subcommand: string,
  context: CommandContext,
) {
  const look = lookOf(interaction, context);
  const { words, locale, now, link } = look;
  const { guild } = interaction;
  const me = await guild.members.fetchMe();
  const changeOf = (settings: GuildSettings) =>
    CHANGES[subcommand]?.({ interaction, settings, me, words, locale, now });
  const saved = await saveSettings(context, guildId.parse(guild.id), (held) => ({
    ...held,
    ...changeOf(held)?.settings,
  }));
  const { before, after } = saved;
  const notes = changeOf(before)?.notes ?? [];
  if (after === before) {
    const lines = [words('settings.unchanged'), ...stateLines(subcommand, after, look), ...notes];
    return { content: lines.join('\n') };
  }
  const undo = offerUndo(SETTINGS_UNDO, interaction, saved, context, words);
  const problems = await newProblems(guild, before, after, words, link);
  return {
    content: [...changeLines(before, after, look), ...notes, ...problems].join('\n'),
    components: [{ type: ComponentType.ActionRow as const, components: [undo] }],
  };
}
