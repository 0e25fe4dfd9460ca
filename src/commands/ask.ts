// /ask: one question, one answer, without what was said before. Works in direct messages too, and everywhere for people
// who installed the bot for themselves.
import {
  ApplicationCommandOptionType as Type,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import { placeAt } from '../discord/place.ts';
import { sharedServers } from '../discord/shared.ts';
import type { Page, StreamTarget } from '../discord/stream.ts';
import { guildId, messageId, userId } from '../ids.ts';
import { localeFor, type Locale } from '../locale.ts';
import type { Once } from '../pipeline/replies/once.ts';
import { askButtons, ASK_STOP, readChatSubject } from '../report/chatButtons.ts';
import { harmless } from '../report/citing.ts';
import { wordsIn } from '../report/words.ts';
import type { AnywhereButton, AnywhereCommand, CommandContext } from './command.ts';
import { ASKER_OR_MODERATORS, EVERYONE } from './rights.ts';
import { localized, wordsFor } from './wording.ts';

/** As long as a message may be. */
const LONGEST = 2000;
/** Characters of the question above an answer that others read. */
const SHOWN = 200;

const stop: AnywhereButton = {
  where: 'anywhere',
  id: ASK_STOP,
  need: ASKER_OR_MODERATORS,
  async run(interaction, { replies }, subject) {
    const { askerId, questionId } = readChatSubject(subject);
    if (replies.stopOnce(questionId, askerId)) await interaction.deferUpdate();
    // The answer is over, though its button stayed: the program ended in between.
    else await interaction.update({ components: [] });
  },
};

export const ask = {
  where: 'anywhere',
  need: EVERYONE,
  data: {
    ...localized('command.ask'),
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    options: [
      { type: Type.String, ...localized('option.question'), required: true, max_length: LONGEST },
      { type: Type.Boolean, ...localized('option.private') },
    ],
  },

  async run(interaction, context) {
    const isPrivate = interaction.options.getBoolean('private') === true;
    await interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {});
    const text = interaction.options.getString('question', true).trim();
    if (text === '') {
      await interaction.editReply(wordsFor(interaction)('chat.hello'));
      return;
    }
    const locale = await localeOf(interaction, isPrivate, context);
    // Others do not see what was asked.
    const isAlone = isPrivate || interaction.context === InteractionContextType.BotDM;
    const shown = isAlone ? '' : harmless(text, SHOWN);
    const intro = shown === '' ? '' : `> ${shown}\n`;
    const question = {
      id: messageId.parse(interaction.id),
      askerId: userId.parse(interaction.user.id),
      at: interaction.createdTimestamp,
      guildId: interaction.inCachedGuild() ? guildId.parse(interaction.guildId) : null,
      ...{ text, locale, intro },
      place: () => placeOf(interaction, isPrivate, context),
      alone: isAlone ? aloneIn(interaction) : null,
    };
    const once = await context.replies.askOnce(question, targetOf(interaction, locale));
    await sayWhyNot(interaction, once);
  },

  buttons: [stop],
} satisfies AnywhereCommand;

function aloneIn({ client, user, channelId }: ChatInputCommandInteraction) {
  return { asker: userId.parse(user.id), servers: () => sharedServers(client, user.id, channelId) };
}

/** The server's language where others read the answer, else the asker's. */
async function localeOf(
  interaction: ChatInputCommandInteraction,
  isPrivate: boolean,
  { store }: CommandContext,
): Promise<Locale> {
  if (isPrivate || !interaction.inCachedGuild()) return localeFor(interaction.locale);
  return (await store.settings.get(guildId.parse(interaction.guildId))).locale;
}

/** Null in direct messages, and in servers that the bot is not in. */
async function placeOf(
  interaction: ChatInputCommandInteraction,
  isPrivate: boolean,
  { store }: CommandContext,
) {
  if (!interaction.inCachedGuild()) return null;
  const { watch } = await store.settings.get(guildId.parse(interaction.guildId));
  const { member: asker, channelId } = interaction;
  return await placeAt({ asker, channelId, isPrivate }, watch);
}

/** The first page is the answer to the command, the others follow it. */
function targetOf(interaction: ChatInputCommandInteraction, locale: Locale): StreamTarget<string> {
  const subject = { askerId: interaction.user.id, questionId: interaction.id };
  const payloadOf = ({ text, tail }: Page) => ({
    content: text,
    components: tail === 'running' ? askButtons(subject, wordsIn(locale)) : [],
    allowedMentions: { parse: [] },
  });
  return {
    async send(page, index) {
      if (index === 0) return (await interaction.editReply(payloadOf(page))).id;
      const flags = interaction.ephemeral === true ? ({ flags: MessageFlags.Ephemeral } as const) : {};
      return (await interaction.followUp({ ...payloadOf(page), ...flags })).id;
    },
    async edit(message, page) {
      await interaction.editReply({ message, ...payloadOf(page) });
    },
    remove: (message) => interaction.deleteReply(message),
  };
}

async function sayWhyNot(interaction: ChatInputCommandInteraction, once: Once): Promise<void> {
  const words = wordsFor(interaction);
  switch (once.kind) {
    case 'answered':
      return;
    case 'broken':
      // What was said so far stays.
      await interaction.followUp({ content: words('chat.broken'), flags: MessageFlags.Ephemeral });
      return;
    case 'paused':
      await interaction.editReply(words('chat.cooldown', { seconds: once.seconds }));
      return;
    default:
      await interaction.editReply(words(`chat.${once.kind}`));
  }
}
