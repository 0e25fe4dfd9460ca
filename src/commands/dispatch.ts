// From an interaction to its command: rights, errors and late answers are dealt with here, once.
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type InteractionReplyOptions,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type RepliableInteraction,
  RESTJSONErrorCodes,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { BarometerError, reasonOf } from '../errors.ts';
import type { Incident } from '../store/store.ts';
import { checkChosenChannels, checkNeed } from './checkRights.ts';
import { Refusal, type AppCommand, type Command, type CommandContext, type Component } from './command.ts';
import { wordsFor } from './wording.ts';

/** Discord takes no more in one list. */
const MOST_CHOICES = 25;

/** Answers commands, message menus, autocompletion, buttons, lists and forms. Never throws: what fails is logged and said to the person. */
export async function handleInteraction(
  interaction: Interaction,
  commands: readonly AppCommand[],
  context: CommandContext,
): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await complete(interaction, commands, context);
    else if (interaction.isChatInputCommand()) await runCommand(interaction, commands, context);
    else if (interaction.isMessageContextMenuCommand()) await runMenu(interaction, commands, context);
    else if (interaction.isButton()) await press(interaction, commands, context);
    else if (interaction.isStringSelectMenu() && interaction.inCachedGuild()) {
      const selects = commands.flatMap((command) => ('selects' in command ? (command.selects ?? []) : []));
      const { component, subject, incident } = await usable(interaction, selects, context);
      await component.run(interaction, context, subject, incident);
    } else if (interaction.isModalSubmit() && interaction.inCachedGuild()) {
      const modals = commands.flatMap((command) => ('modals' in command ? (command.modals ?? []) : []));
      const { component, subject, incident } = await usable(interaction, modals, context);
      await component.run(interaction, context, subject, incident);
    } else if (interaction.isRepliable()) throw new Refusal(wordsFor(interaction)('error.gone'));
  } catch (error) {
    await answer(interaction, error, context);
  }
}

async function complete(
  interaction: AutocompleteInteraction,
  commands: readonly AppCommand[],
  context: CommandContext,
): Promise<void> {
  const command = slashCommand(interaction.commandName, commands);
  if (command?.where !== 'guild' || !command.autocomplete || !interaction.inCachedGuild()) {
    await interaction.respond([]);
    return;
  }
  await checkNeed(command.need, interaction, '', context.store.incidents);
  const offered = await command.autocomplete(interaction, context);
  await interaction.respond(offered.slice(0, MOST_CHOICES));
}

async function runCommand(
  interaction: ChatInputCommandInteraction,
  commands: readonly AppCommand[],
  context: CommandContext,
): Promise<void> {
  const words = wordsFor(interaction);
  const command = slashCommand(interaction.commandName, commands);
  if (!command) throw new Refusal(words('error.gone'));
  // Discord checks it too, but a server can hand a command to other roles.
  await checkNeed(command.need, interaction, '', context.store.incidents);
  if (command.where === 'anywhere') return command.run(interaction, context);
  if (!interaction.inCachedGuild()) throw new Refusal(words('error.serverOnly'));
  checkChosenChannels(interaction);
  await command.run(interaction, context);
}

/** A message menu may have the name of a command: they are looked up apart. */
const slashCommand = (name: string, commands: readonly AppCommand[]): Command | undefined =>
  commands.filter((command) => command.where !== 'message').find(({ data }) => data.name === name);

async function runMenu(
  interaction: MessageContextMenuCommandInteraction,
  commands: readonly AppCommand[],
  context: CommandContext,
): Promise<void> {
  const words = wordsFor(interaction);
  const menu = commands
    .filter((command) => command.where === 'message')
    .find(({ data }) => data.name === interaction.commandName);
  if (!menu) throw new Refusal(words('error.gone'));
  await checkNeed(menu.need, interaction, '', context.store.incidents);
  if (!interaction.inCachedGuild()) throw new Refusal(words('error.serverOnly'));
  await menu.run(interaction, context);
}

async function press(
  interaction: ButtonInteraction,
  commands: readonly AppCommand[],
  context: CommandContext,
): Promise<void> {
  const buttons = commands.flatMap(({ buttons = [] }) => buttons);
  const { component, subject, incident } = await usable(interaction, buttons, context);
  if (component.where === 'anywhere') await component.run(interaction, context, subject, incident);
  else if (interaction.inCachedGuild()) await component.run(interaction, context, subject, incident);
  else throw new Refusal(wordsFor(interaction)('error.gone'));
}

/** The piece that a custom_id names, and what it is about. Throws Refusal where the person may not use it. */
async function usable<Piece extends Pick<Component<never>, 'id' | 'need'>>(
  interaction: ButtonInteraction | ModalSubmitInteraction | StringSelectMenuInteraction,
  pieces: readonly Piece[],
  context: CommandContext,
): Promise<{ component: Piece; subject: string; incident: Incident | null }> {
  const { customId } = interaction;
  const component = pieces.find(({ id }) => customId === id || customId.startsWith(`${id}:`));
  if (!component) throw new Refusal(wordsFor(interaction)('error.gone'));
  const subject = customId.slice(component.id.length + 1);
  const incident = await checkNeed(component.need, interaction, subject, context.store.incidents);
  return { component, subject, incident };
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
