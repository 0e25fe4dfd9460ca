// Example commands, and a bot that answers the next interaction as a test says.
import {
  type Client,
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';

export const COMMANDS = [
  new SlashCommandBuilder()
    .setName('mood')
    .setDescription('How is it going?')
    .addChannelOption((option) => option.setName('channel').setDescription('Which').setRequired(true))
    .addIntegerOption((option) => option.setName('hours').setDescription('How long').setMaxValue(24))
    .addStringOption((option) => option.setName('word').setDescription('What').setAutocomplete(true)),
  new SlashCommandBuilder()
    .setName('settings')
    .setDescription('Change things')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addSubcommand((sub) =>
      sub
        .setName('report')
        .setDescription('Where')
        .addUserOption((option) => option.setName('who').setDescription('Whom')),
    ),
  new ContextMenuCommandBuilder().setName('Judge').setType(ApplicationCommandType.Message),
].map((command) => command.toJSON());

/** Answers the next interaction that `is` of its kind by `handle`; the promise settles with its outcome. */
export function answering<T extends Interaction>(
  client: Client,
  is: (interaction: Interaction) => interaction is T,
  handle: (interaction: T) => Promise<unknown>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.once(Events.InteractionCreate, (interaction) => {
      if (is(interaction)) handle(interaction).then(resolve, reject);
      else reject(new Error(`an interaction of another kind: ${interaction.type}`));
    });
  });
}

export const isChatInput = (interaction: Interaction) => interaction.isChatInputCommand();
