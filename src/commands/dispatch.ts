// From an interaction to its command: permission, errors and late answers are dealt with here, once.
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type InteractionReplyOptions,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import { BarometerError, reasonOf } from '../errors.ts';
import { Refusal, type Command, type CommandContext } from './command.ts';
import { wordsFor } from './wording.ts';

/** Answers commands, autocompletion, buttons and forms. Never throws: what fails is logged and said to the person. */
export async function handleInteraction(
  interaction: Interaction,
  commands: readonly Command[],
  context: CommandContext,
): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await complete(interaction, commands, context);
    else if (interaction.isChatInputCommand()) await runCommand(interaction, commands, context);
    else if (interaction.isButton()) await press(interaction, commands, context);
    else if (interaction.isModalSubmit()) await submit(interaction, commands, context);
    else if (interaction.isRepliable()) throw new Refusal(wordsFor(interaction)('error.gone'));
  } catch (error) {
    await answer(interaction, error, context);
  }
}

async function complete(
  interaction: AutocompleteInteraction,
  commands: readonly Command[],
  context: CommandContext,
): Promise<void> {
  const found = commands.find(({ data }) => data.name === interaction.commandName);
  const offered = (await found?.autocomplete?.(interaction, context)) ?? [];
  await interaction.respond(offered.slice(0, 25));
}

async function runCommand(
  interaction: ChatInputCommandInteraction,
  commands: readonly Command[],
  context: CommandContext,
): Promise<void> {
  const w = wordsFor(interaction);
  const command = commands.find(({ data }) => data.name === interaction.commandName);
  if (!command) throw new Refusal(w('error.gone'));
  // A server can hand a command to other roles; what changes settings stays with those who manage it.
  const needed = command.data.default_member_permissions;
  if (needed && !interaction.memberPermissions?.has(BigInt(needed))) {
    const isManaging = BigInt(needed) === PermissionFlagsBits.ManageGuild;
    throw new Refusal(w(isManaging ? 'error.manageServer' : 'error.moderators'));
  }
  if (command.where === 'anywhere') return command.run(interaction, context);
  if (!interaction.inCachedGuild()) throw new Refusal(w('error.serverOnly'));
  await command.run(interaction, context);
}

async function press(
  interaction: ButtonInteraction,
  commands: readonly Command[],
  context: CommandContext,
): Promise<void> {
  const prefix = interaction.customId.split(':', 1)[0];
  const buttons = commands.map((command) => command.buttons).find((found) => found?.prefix === prefix);
  if (!buttons || !interaction.inCachedGuild()) throw new Refusal(wordsFor(interaction)('error.gone'));
  await buttons.run(interaction, context);
}

async function submit(
  interaction: ModalSubmitInteraction,
  commands: readonly Command[],
  context: CommandContext,
): Promise<void> {
  const prefix = interaction.customId.split(':', 1)[0];
  const modals = commands.map((command) => command.modals).find((found) => found?.prefix === prefix);
  if (!modals || !interaction.inCachedGuild()) throw new Refusal(wordsFor(interaction)('error.gone'));
  await modals.run(interaction, context);
}

/** Discord takes no answer any more: it came too late, or was given already. */
const TOO_LATE: readonly (number | string)[] = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InvalidWebhookToken,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
];

const isTooLate = (error: unknown) => error instanceof DiscordAPIError && TOO_LATE.includes(error.code);

async function answer(interaction: Interaction, error: unknown, { log }: CommandContext): Promise<void> {
  const facts = {
    interaction: interaction.id,
    guild: interaction.guildId,
    name: nameOf(interaction),
  };
  if (isTooLate(error)) {
    log.warn({ ...facts, reason: reasonOf(error) }, 'An interaction could not be answered in time.');
    return;
  }
  if (!(error instanceof Refusal)) log.error({ ...facts, err: error }, 'An interaction failed.');
  const line = error instanceof BarometerError ? error.message : wordsFor(interaction)('error.failed');
  try {
    if (interaction.isRepliable()) await tell(interaction, line);
    else if (interaction.isAutocomplete() && !interaction.responded) await interaction.respond([]);
  } catch (second) {
    log.warn({ ...facts, reason: reasonOf(second) }, 'An error could not be told to the person who asked.');
  }
}

/** Says a line to the person alone, whatever has been answered so far. */
async function tell(interaction: RepliableInteraction, line: string): Promise<void> {
  const message = { content: line, flags: MessageFlags.Ephemeral } satisfies InteractionReplyOptions;
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply(message);
  } else if (interaction.deferred && !interaction.replied && interaction.ephemeral) {
    await interaction.editReply({ content: line });
  } else {
    // A deferred answer that all can see makes way for one that only the person sees.
    if (interaction.deferred && !interaction.replied && !interaction.isMessageComponent()) {
      await interaction.deleteReply();
    }
    await interaction.followUp(message);
  }
}

function nameOf(interaction: Interaction): string {
  if ('commandName' in interaction) return interaction.commandName;
  return 'customId' in interaction ? (interaction.customId.split(':', 1)[0] ?? '') : 'unknown';
}
